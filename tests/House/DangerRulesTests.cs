namespace Baotuan.Tests.House;

public sealed class DangerRulesTests
{
    private static IEnumerable<SourceFile> Ours => Tree.Under("src", ".cs").Where(f => !f.Path.StartsWith("src/Migrations/", StringComparison.Ordinal));

    private static IEnumerable<SourceFile> Pages => Tree.Under("src", ".razor");

    // who is called: witnesses that the operator named, and addresses that two administrators let messages go to
    private static readonly string[] Callers = ["src/Modules/Proofs/Witnessing/AskWitnesses.cs", "src/Platform/Webhooks/SendWebhook.cs"];

    [Fact]
    public void Tree_calls_from_two_files_alone_and_starts_no_program() => Complaints.None(Ours.Concat(Pages).Where(f => !Callers.Contains(f.Path)).SelectMany(DangerRules.NoOutboundCall));

    [Theory]
    [InlineData("using var http = new HttpClient();", "HttpClient")]
    [InlineData("Process.Start(\"sh\");", "Process.Start")]
    [InlineData("new Socket(family)", "new Socket")]
    public void Call_to_the_outside_is_refused(string code, string word) => Complaints.One(word, DangerRules.NoOutboundCall(new("src/App/X.cs", code)));

    [Fact]
    public void Tree_makes_no_code_of_text() => Complaints.None(Ours.Concat(Pages).SelectMany(DangerRules.NothingIsInterpreted));

    [Theory]
    [InlineData("db.Set<User>().FromSqlRaw(text)", "FromSqlRaw")]
    [InlineData("new Regex(typed)", "new Regex")]
    [InlineData("new BinaryFormatter()", "BinaryFormatter")]
    public void Code_of_text_is_refused(string code, string word) => Complaints.One(word, DangerRules.NothingIsInterpreted(new("src/App/X.cs", code)));

    [Fact]
    public void Tree_has_no_weak_cryptography() => Complaints.None(Ours.Concat(Pages).SelectMany(DangerRules.NoWeakCryptography));

    [Theory]
    [InlineData("MD5.HashData(x)", "MD5")]
    [InlineData("SHA1.HashData(x)", "SHA1")]
    [InlineData("aes.Mode = CipherMode.ECB;", "CipherMode.ECB")]
    [InlineData("new Random().Next()", "new Random")]
    public void Weak_cryptography_is_refused(string code, string word) => Complaints.One(word, DangerRules.NoWeakCryptography(new("src/App/X.cs", code)));

    [Fact]
    public void Script_of_the_site_is_tame() => Complaints.None(DangerRules.ScriptIsTame(Tree.Read("src/App/Assets/site.js")));

    [Theory]
    [InlineData("box.innerHTML = text", "innerHTML")]
    [InlineData("localStorage.setItem('a', b)", "localStorage")]
    public void Untamed_script_is_refused(string code, string word) => Complaints.One(word, DangerRules.ScriptIsTame(new("src/App/Assets/site.js", code)));

    [Fact]
    public void Tree_writes_text_to_pages_as_text() => Complaints.None(
        Ours.Concat(Pages).Where(f => f.Path != "src/Platform/Charts/ChartFigure.razor").SelectMany(DangerRules.NoRawMarkup));

    [Fact]
    public void Raw_markup_is_refused() => Complaints.One("MarkupString", DangerRules.NoRawMarkup(new("src/App/X.razor", "@((MarkupString)text)")));
}
