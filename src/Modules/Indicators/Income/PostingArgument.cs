using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Ventures.Contracts;

namespace Baotuan.Indicators.Income;

/// <summary>
/// A definition over accounts as its argument says it: <c>accounts=501+502+503:recurring;without_tags=one_off;side=credit;without_ventures=ZCY</c>.
/// The year-end transfer never counts.
/// </summary>
internal static class PostingArgument
{
    private const string YearEnd = "appropriation-";

    /// <summary>Null where no account is named.</summary>
    public static PostingFilter? TryRead(IReadOnlyDictionary<string, string> argument)
    {
        IReadOnlyList<string> Values(string key) => argument.TryGetValue(key, out var text) ? text.Split('+') : [];
        bool Starts(string side) => argument.GetValueOrDefault("side", "").StartsWith(side, StringComparison.Ordinal);
        var terms = Values("accounts").Select(t => t.Split(':')).ToList();
        var good = terms.Count > 0 && terms.All(t => t.Length <= 2 && t[0].Length > 0 && t[0].All(char.IsAsciiDigit) && (t.Length == 1 || IsTag(t[1])))
            && Values("without_tags").All(IsTag) && argument.GetValueOrDefault("side", "credit") is "credit" or "debit" or "debit_only" or "credit_only";
        return good
            ? new(Starts("debit") ? Side.Debit : Side.Credit, argument.GetValueOrDefault("side", "").EndsWith("_only", StringComparison.Ordinal), [.. terms.Select(t => new AccountTerm(t[0], t.Length == 2 ? t[1] : null))],
                Values("without_tags"), [YearEnd], [])
            : null;
    }

    /// <summary>The filter of a question, with the distributions of ventures that do not count.</summary>
    public static async Task<PostingFilter> ReadAsync(Question q, CancellationToken cancel)
    {
        var filter = TryRead(q.Argument) ?? throw new InvalidOperationException("an argument without accounts was let in");
        var without = q.Values("without_ventures");
        if (without.Count == 0)
        {
            return filter;
        }

        // all of them, reversed ones too: what reverses a voucher carries its source
        var ids = without.Contains("*") ? null : (await VentureRecords.FindAsync(q.Db, without, cancel)).Values.Select(v => v.Id).ToArray();
        return filter with { WithoutDistributions = await VentureRecords.DistributionIdsAsync(q.Db, ids, cancel) };
    }

    private static bool IsTag(string text) => PostingTags.All.Any(t => t.Code == text && text.Length > 0);
}
