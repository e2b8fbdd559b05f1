using Baotuan.Kernel;

namespace Baotuan.Bench.Samples;

/// <summary>Codes with valid check digits that belong to nobody.</summary>
internal static class SampleCodes
{
    private static readonly int[] InnerWeights = [3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>统一社会信用代码: two characters of category, six of division, then MF and a running number with both check characters.</summary>
    public static string Credit(string category, string division, int number)
    {
        var organization = $"MF{number:000000}";
        var first17 = category + division + organization + InnerCheck(organization);
        return first17 + CreditCode.CheckCharacter(first17);
    }

    /// <summary>公民身份号码 in region 999999, which was never given to any place.</summary>
    public static string CitizenId(DateOnly born, int order)
    {
        var first17 = $"999999{born:yyyyMMdd}{order:000}";
        return first17 + CitizenIdNumber.CheckCharacter(first17);
    }

    /// <summary>Nineteen digits of an issuer that does not exist, with the check digit of bank cards (ISO/IEC 7812).</summary>
    public static string BankAccount(long person)
    {
        var first18 = $"629999{person:000000000000}";
        var sum = 0;
        for (var i = 0; i < first18.Length; i++)
        {
            var digit = first18[^(i + 1)] - '0';
            var doubled = i % 2 == 0 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return first18 + (char)('0' + ((10 - (sum % 10)) % 10));
    }

    // GB 11714: 11 minus the weighted sum modulo 11; ten is X, eleven is 0
    private static char InnerCheck(string first8)
    {
        const string alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        var sum = first8.Select((c, i) => alphabet.IndexOf(c) * InnerWeights[i]).Sum();
        return "0123456789X0"[11 - (sum % 11)];
    }
}
