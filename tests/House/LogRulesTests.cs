namespace Baotuan.Tests.House;

public sealed class LogRulesTests
{
    private static SourceFile Words => Tree.Under("src", ".cs").Single(f => f.Name == "LogWords.cs");

    [Fact]
    public void Tree_logs_actions_that_have_words() =>
        Complaints.None(Tree.Under("src", ".cs").Concat(Tree.Under("src", ".razor")).SelectMany(f => LogRules.ActionHasAWord(f, Words)));

    [Theory]
    [InlineData("await db.LogAsync(\"thing.turn\", subject, text, cancel);")]
    [InlineData("await db.LogAsync(\n            \"thing.turn\", subject, text, cancel);")]
    [InlineData("await Desk.LookedAsync(\"thing.turn\", subject);")]
    public void Action_without_a_word_is_refused(string text) => Complaints.One("thing.turn", LogRules.ActionHasAWord(new("src/X.cs", text), Words));

    [Fact]
    public void Action_with_a_word_is_accepted() => Complaints.None(LogRules.ActionHasAWord(new("src/X.cs", "await db.LogAsync(\"case.view\", s, t, c);"), Words));
}
