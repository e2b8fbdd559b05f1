namespace Baotuan.Bench.Samples;

/// <summary>Collectives of a thousand members each, as many as asked for, in the import format.</summary>
internal static class ManyMembers
{
    public const int PerCollective = 1_000;

    public static void Write(CsvFolder folder, ulong seed, int members)
    {
        using var sheets = new MemberSheets(folder);
        using var organizations = folder.Open("organizations", "code,name,kind,credit_code,unit,valid_from,valid_to");
        long households = 0;
        for (var (village, left) = (1, members); left > 0; village++, left -= PerCollective)
        {
            var code = Code(village);
            CsvFolder.WriteRow(
                organizations, code, $"示例第{village}村股份经济合作社（虚构）", "village_cooperative", SampleCodes.Credit("N2", "999999", village), "", "2015-01-01", "");
            households += sheets.Write(code, Villagers.Of(seed, village, households, Math.Min(left, PerCollective)), "2018-01-01");
        }
    }

    public static string Code(int village) => $"B{village:000000}";
}
