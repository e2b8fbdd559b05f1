namespace Baotuan.Tests.House;

internal static class Complaints
{
    /// <summary>The real tree: every complaint is shown, not only the first.</summary>
    public static void None(IEnumerable<string> complaints)
    {
        var found = complaints.ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    /// <summary>The bad sample: the rule complains once, in words that hold <paramref name="about"/>.</summary>
    public static void One(string about, IEnumerable<string> complaints) => Assert.Contains(about, Assert.Single(complaints), StringComparison.Ordinal);
}
