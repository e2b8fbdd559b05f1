namespace Baotuan.Tests.Support;

/// <summary>The folder that holds the solution.</summary>
public static class Repository
{
    /// <summary>Full path.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Baotuan.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the tests do not run inside the repository");
        }

        return folder.FullName;
    }
}
