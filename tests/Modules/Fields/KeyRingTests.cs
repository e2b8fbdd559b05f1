using System.Security.Cryptography;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using static Baotuan.Tests.Modules.Fields.FieldDesk;

namespace Baotuan.Tests.Modules.Fields;

/// <summary>The key ring in the data directory, and its change under values in both databases.</summary>
public sealed class KeyRingTests(PostgresCluster cluster)
{
    private static readonly Caller Program = Caller.Program("local:test");

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Rotating_LosesNothing_AndTouchesNoRow(DatabaseEngine engine)
    {
        var people = Full ? 100_000 : 2_000;
        await using var desk = await OpenAsync(cluster, engine, people);
        var server = desk.Fields();
        var before = await PersonRowsAsync(desk);
        for (var round = 0; round < 3; round++)
        {
            var rotated = (await KeyActs.RotateAsync(desk.Data.Store, Program, null, Cancel)).Value;
            Assert.Equal(2, rotated.Masters.Count);
            Assert.Equal(people * 3, await desk.ReadableAsync());
            var retired = (await KeyActs.RetireAsync(desk.Data.Store, Program, null, Cancel)).Value;
            Assert.Single(retired.Masters);
            Assert.Equal(people * 3, await desk.ReadableAsync());
        }

        Assert.Equal(people * 3, await desk.ReadableAsync(server));
        Assert.Equal(before, await PersonRowsAsync(desk));
        Assert.Equal(3, (await desk.LoggedAsync("keys.rotate")).Count);
        Assert.Equal(3, (await desk.LoggedAsync("keys.retire")).Count);
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task NewValues_AreSealedByTheNewKey_AndAProcessThatRunsOnReadsThem(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine, 20);
        var server = desk.Fields();
        var old = server.Protect("x", "r");
        _ = (await KeyActs.RotateAsync(desk.Data.Store, Program, null, Cancel)).Value;
        var young = desk.Fields().Protect("x", "r");
        Assert.NotEqual(old[1..5], young[1..5]);
        Assert.Equal("x", server.Reveal(young, "r"));
        await desk.SetUpAsync(("members", People(20, 20)));
        Assert.Equal(120, await desk.ReadableAsync());
        Assert.Equal(120, await desk.ReadableAsync(server));
    }

    /// <summary>Breaks off before the 1st, 2nd, … step until a run completes; everything is readable after each.</summary>
    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task BrokenOffAtAnyStep_EverythingIsReadable_AndTheNextRunCompletes(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine, 30);
        foreach (var act in new[] { KeyActs.RotateAsync, (Func<Store, Caller, Action<string>?, CancellationToken, Task<Outcome<KeyRingInfo>>>)KeyActs.RetireAsync })
        {
            var steps = 0;
            while (!await CompletesAsync(desk.Data.Store, act, ++steps))
            {
                Assert.Equal(90, await desk.ReadableAsync());
                var sealedNow = desk.Fields().Protect("值", "r");
                Assert.Equal("值", desk.Fields().Reveal(sealedNow, "r"));
                _ = (await KeyActs.RotateAsync(desk.Data.Store, Program, null, Cancel)).Value;
                Assert.Equal("值", desk.Fields().Reveal(sealedNow, "r"));
                Assert.Equal(90, await desk.ReadableAsync());
            }

            Assert.InRange(steps, 3, 20);
        }

        _ = (await KeyActs.RetireAsync(desk.Data.Store, Program, null, Cancel)).Value;
        Assert.Equal(["fields.key", "fields.ring"], Files(desk.Data.Store.Location.DataDirectory));
        Assert.Equal(90, await desk.ReadableAsync());
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task RightIsMissing_NothingChanges(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine, 1);
        var ring = await File.ReadAllBytesAsync(Ring(desk.Data.Store), Cancel);
        var clerk = await desk.PersonAsync("V01", PlatformPermissions.ImportRun);
        await Assert.ThrowsAsync<AccessDeniedException>(() => KeyActs.RotateAsync(desk.Data.Store, clerk, null, Cancel));
        Assert.Equal(ring, await File.ReadAllBytesAsync(Ring(desk.Data.Store), Cancel));
    }

    [Fact]
    public void KeyFromBeforeTheRing_StillOpensItsValues()
    {
        using var folder = new TempFolder();
        var key = RandomNumberGenerator.GetBytes(32);
        WriteKey(folder, Convert.ToHexStringLower(key) + "\n");
        // as it was sealed then: format 1, key id, nonce, tag, ciphertext; id and record bound in
        var id = SHA256.HashData(key)[..4];
        var (nonce, tag, text) = (new byte[12], new byte[16], new byte[4]);
        using (var aes = new AesGcm(key, 16))
        {
            aes.Encrypt(nonce, "8613"u8, text, tag, [.. id, .. "person/1/0001/phone"u8]);
        }

        byte[] old = [1, .. id, .. nonce, .. tag, .. text];
        var fields = FieldProtector.Open(folder.Path);
        Assert.Equal("8613", fields.Reveal(old, "person/1/0001/phone"));
        Assert.NotEqual(id, fields.Protect("8613", "r")[1..5]);
        Assert.Equal("8613", FieldProtector.Open(folder.Path).Reveal(old, "person/1/0001/phone"));
    }

    [Fact]
    public void KeyThatOthersMayRead_IsRefused()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("no Unix rights");
            return;
        }

        using var folder = new TempFolder();
        FieldProtector.Open(folder.Path);
        var key = folder.File("keys/fields.key");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var refused = Assert.Throws<KeyFileException>(() => FieldProtector.Open(folder.Path));
        Assert.Contains("chmod 600", refused.Message, StringComparison.Ordinal);
        File.SetUnixFileMode(key, UnixFileMode.UserRead);
        FieldProtector.Open(folder.Path);
    }

    [Fact]
    public void LostOrChangedFile_IsRefused_AndNothingIsMadeInItsPlace()
    {
        using var folder = new TempFolder();
        var fields = FieldProtector.Open(folder.Path);
        var value = fields.Protect("x", "r");
        foreach (var file in Files(folder.Path))
        {
            var path = folder.File("keys/" + file);
            var content = File.ReadAllBytes(path);
            File.Delete(path);
            Assert.Contains("备份", Assert.Throws<KeyFileException>(() => FieldProtector.Open(folder.Path)).Message, StringComparison.Ordinal);
            Assert.False(File.Exists(path));
            WriteKey(folder, "not a key", file);
            Assert.Throws<KeyFileException>(() => FieldProtector.Open(folder.Path));
            WriteKey(folder, "", file);
            File.WriteAllBytes(path, content);
        }

        Assert.Equal("x", FieldProtector.Open(folder.Path).Reveal(value, "r"));
    }

    [Fact]
    public void CiphertextOfAnotherRecord_OrWithAChangedByte_DoesNotOpen()
    {
        using var folder = new TempFolder();
        var fields = FieldProtector.Open(folder.Path);
        var value = fields.Protect("x", "person/1/2/phone");
        Assert.Throws<AuthenticationTagMismatchException>(() => fields.Reveal(value, "person/1/3/phone"));
        for (var i = 0; i < value.Length; i++)
        {
            var changed = value.ToArray();
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => fields.Reveal(changed, "person/1/2/phone"));
        }
    }

    [Fact]
    public async Task ManyThatOpenANewDirectoryAtOnce_HaveTheSameKeys()
    {
        using var folder = new TempFolder();
        var opened = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => FieldProtector.Open(folder.Path))));
        Assert.All(opened, one => Assert.Equal("x", opened[^1].Reveal(one.Protect("x", "r"), "r")));
        Assert.Single(opened.Select(o => Convert.ToHexString(o.Digest("phone", "1"))).Distinct());
    }

    [Fact]
    public async Task Backup_BringsTheKeysBack_AlsoAfterRotating()
    {
        using var folder = new TempFolder();
        await using var desk = await OpenAsync(cluster, DatabaseEngine.Sqlite, 10);
        await new Backup(desk.Data.Store).WriteAsync(folder.File("old.zip"), Cancel);
        _ = (await KeyActs.RotateAsync(desk.Data.Store, Program, null, Cancel)).Value;
        await new Backup(desk.Data.Store).WriteAsync(folder.File("new.zip"), Cancel);
        var value = desk.Fields().Protect("x", "r");
        foreach (var name in new[] { "old", "new" })
        {
            Assert.True((await Backup.RestoreAsync(folder.File(name + ".zip"), folder.File(name), Cancel)).Ok);
            var restored = FieldProtector.Open(folder.File(name));
            Assert.Equal(30, await desk.ReadableAsync(restored));
            Assert.Equal(name == "new", Record.Exception(() => restored.Reveal(value, "r")) is null);
        }
    }

    internal static string[] Files(string dataDirectory) =>
        [.. Directory.GetFiles(Path.Combine(dataDirectory, "keys")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    private static string Ring(Store store) => Path.Combine(store.Location.DataDirectory, "keys", "fields.ring");

    private static void WriteKey(TempFolder folder, string text, string name = "fields.key")
    {
        var path = folder.File("keys/" + name);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static async Task<bool> CompletesAsync(
        Store store, Func<Store, Caller, Action<string>?, CancellationToken, Task<Outcome<KeyRingInfo>>> act, int breakBefore)
    {
        var step = 0;
        try
        {
            return (await act(store, Program, _ => { if (++step == breakBefore) throw new IOException("拔电"); }, Cancel)).Ok;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task<string> PersonRowsAsync(Imports.ImportDesk desk)
    {
        await using var db = desk.Data.Store.Open();
        var village = (await Baotuan.Parties.Contracts.Organizations.ByCodeAsync(db, "V01", Cancel))!;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var m in await Baotuan.Parties.Contracts.Members.AsOfAsync(db, village.Id, Today, long.MaxValue, Cancel))
        {
            hash.AppendData([.. m.CitizenId!, .. m.Phone!, .. m.BankAccount!]);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
