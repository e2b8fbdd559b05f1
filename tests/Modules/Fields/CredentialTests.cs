using System.Security.Cryptography;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using static Baotuan.Tests.Modules.Fields.FieldDesk;

namespace Baotuan.Tests.Modules.Fields;

/// <summary>The master key as a credential of systemd. Alone, because the place of credentials is the whole process's.</summary>
[Collection(nameof(CredentialTests))]
[CollectionDefinition(nameof(CredentialTests), DisableParallelization = true)]
public sealed class CredentialTests(PostgresCluster cluster) : IDisposable
{
    private static readonly Caller Program = Caller.Program("local:test");
    private readonly TempFolder _credentials = new();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("CREDENTIALS_DIRECTORY", null);
        _credentials.Dispose();
    }

    [Fact]
    public async Task FromFileToCredential_AndToTheNextCredential_NothingIsLost()
    {
        await using var desk = await OpenAsync(cluster, DatabaseEngine.Sqlite, 10);
        var directory = desk.Data.Store.Location.DataDirectory;
        Give("baotuan-fields.key");
        Assert.Equal(30, await desk.ReadableAsync());
        _ = (await KeyActs.RotateAsync(desk.Data.Store, Program, null, Cancel)).Value;
        var retired = (await KeyActs.RetireAsync(desk.Data.Store, Program, null, Cancel)).Value;
        Assert.True(Assert.Single(retired.Masters).IsCredential);
        Assert.Equal(["fields.ring"], KeyRingTests.Files(directory));
        Assert.Equal(30, await desk.ReadableAsync());

        File.Move(_credentials.File("baotuan-fields.key"), _credentials.File("baotuan-fields-old.key"));
        Give("baotuan-fields.key");
        _ = (await KeyActs.RotateAsync(desk.Data.Store, Program, null, Cancel)).Value;
        _ = (await KeyActs.RetireAsync(desk.Data.Store, Program, null, Cancel)).Value;
        File.Delete(_credentials.File("baotuan-fields-old.key"));
        Assert.Equal(30, await desk.ReadableAsync());

        Environment.SetEnvironmentVariable("CREDENTIALS_DIRECTORY", null);
        Assert.Contains("baotuan-fields.key", Assert.Throws<KeyFileException>(() => FieldProtector.Open(directory)).Message, StringComparison.Ordinal);
        Assert.Equal(["fields.ring"], KeyRingTests.Files(directory));
    }

    [Fact]
    public void NewDirectory_WithACredential_WritesNoMasterKeyToDisk()
    {
        using var folder = new TempFolder();
        Give("baotuan-fields.key");
        var value = FieldProtector.Open(folder.Path).Protect("x", "r");
        Assert.Equal(["fields.ring"], KeyRingTests.Files(folder.Path));
        Assert.Equal("x", FieldProtector.Open(folder.Path).Reveal(value, "r"));
    }

    private void Give(string name)
    {
        var path = _credentials.File(name);
        File.WriteAllText(path, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead); // as systemd shows an access list
        }

        Environment.SetEnvironmentVariable("CREDENTIALS_DIRECTORY", _credentials.Path);
    }
}
