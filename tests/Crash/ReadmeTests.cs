namespace Baotuan.Tests.Crash;

/// <summary>The commands that the README files show do what they say: run in their order, in an empty folder with the samples.</summary>
public sealed class ReadmeTests(ITestOutputHelper output)
{
    private const string Prompt = "dotnet run --project src/App -- ";

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.zh-CN.md")]
    public void Commands_of_the_readme_work(string file)
    {
        var root = Repository.Root;
        var commands = File.ReadAllLines(Path.Combine(root, file)).Where(l => l.StartsWith(Prompt, StringComparison.Ordinal))
            .Select(l => l[Prompt.Length..].Trim()).Where(c => c != "demo").ToList(); // plain demo goes on serving
        Assert.True(commands.Count >= 5, "the README shows too few commands to be a tour");
        using var folder = new TempFolder();
        Directory.CreateSymbolicLink(folder.File("samples"), Path.Combine(root, "samples"));
        foreach (var command in commands)
        {
            var result = Tool.Run("dotnet", [Path.Combine(AppContext.BaseDirectory, "baotuan.dll"), .. command.Split(' ')], folder: folder.Path);
            output.WriteLine($"{command}\n{result.Output}");
            // doctor answers 2 when it has something to say; after a backup it has not
            Assert.True(result.Succeeded, $"{command}: {result}");
        }
    }
}
