using Baotuan.Platform.Uploads;
using System.Text;
using Baotuan.App.Imports;
using Baotuan.Migrations;
using Baotuan.Platform.Storage;

namespace Baotuan.Tests.Web.Imports;

/// <summary>Files that wait between upload and import.</summary>
public sealed class UploadFolderTests : IDisposable
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private readonly TempFolder _data = new();
    private readonly LaterClock _clock = new();
    private readonly UploadFolder _uploads;

    public UploadFolderTests() => _uploads = new(Databases.OpenStore(StoreLocation.Sqlite(_data.Path), _clock), _clock);

    public void Dispose() => _data.Dispose();

    private const long Owner = 7;

    [Theory]
    [InlineData("出资.csv", "出资.csv")]
    [InlineData(@"C:\用户\我\出资.csv", "出资.csv")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("a\r\nb\0.csv", "ab.csv")]
    [InlineData("..", "上传的文件")]
    [InlineData("/", "上传的文件")]
    public void Name_keeps_its_last_part_and_nothing_dangerous(string given, string expected) =>
        Assert.Equal(expected, UploadedName.Plain(given));

    [Fact]
    public void Name_stays_short_and_keeps_its_ending()
    {
        Assert.Equal(new string('长', 80) + ".xlsx", UploadedName.Plain(new string('长', 300) + ".xlsx"));
        Assert.Equal(80, UploadedName.Plain("." + new string('x', 300)).Length);
    }

    [Fact]
    public async Task Upload_is_found_again_and_gone_after_a_day()
    {
        var id = await TakeAsync("内容", 1000);
        var upload = _uploads.Find(id!, Owner)!;
        Assert.Equal(("出资.csv", "内容"), (upload.FileName, await File.ReadAllTextAsync(upload.Content, Cancellation)));
        _clock.Later = TimeSpan.FromHours(23);
        _uploads.Sweep();
        Assert.NotNull(_uploads.Find(id!, Owner));
        _clock.Later = TimeSpan.FromHours(25);
        _uploads.Sweep();
        Assert.Null(_uploads.Find(id!, Owner));
    }

    [Fact]
    public async Task Upload_that_is_too_large_leaves_nothing()
    {
        Assert.Null(await TakeAsync(new string('x', 1001), 1000));
        Assert.NotNull(await TakeAsync(new string('x', 1000), 1000));
        Assert.Single(Directory.GetDirectories(Path.Combine(_data.Path, "uploads")));
    }

    [Fact]
    public async Task Imported_upload_keeps_its_batch_and_not_its_content()
    {
        var id = await TakeAsync("内容", 1000);
        _uploads.Find(id!, Owner)!.Finish(7);
        var again = _uploads.Find(id!, Owner)!;
        Assert.Equal((7, false), (again.BatchId, File.Exists(again.Content)));
    }

    [Fact]
    public async Task Somebody_elses_upload_is_not_found() =>
        Assert.Null(_uploads.Find((await TakeAsync("内容", 1000))!, Owner + 1));

    [Theory]
    [InlineData("..")]
    [InlineData("../uploads")]
    [InlineData("")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    public void Anything_but_an_id_is_not_found(string id) => Assert.Null(_uploads.Find(id, Owner));

    private Task<string?> TakeAsync(string content, long most) =>
        _uploads.TakeAsync(new MemoryStream(Encoding.UTF8.GetBytes(content)), "出资.csv", Owner, most, Cancellation);

    private sealed class LaterClock : TimeProvider
    {
        public TimeSpan Later { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Later;
    }
}
