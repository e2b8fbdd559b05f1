using Baotuan.Platform.Sheets;

namespace Baotuan.Tests.Modules.Sheets;

public sealed class TemporaryFileTests
{
    [Fact]
    public void Owner_alone_reads_it_and_it_goes_when_closed()
    {
        var file = TemporaryFile.Create();
        var path = file.Name;
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        file.Dispose();
        Assert.False(File.Exists(path));
    }
}
