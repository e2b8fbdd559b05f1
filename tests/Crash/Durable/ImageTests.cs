using Microsoft.Data.Sqlite;

namespace Baotuan.Tests.Crash.Durable;

/// <summary>
/// What a power cut may leave on the disk, built from the files of the year and opened in this process. Nothing acknowledged is lost
/// while the disk keeps what it said it has; nothing is half there in any case; and what a lying disk loses is noticed by a witness.
/// </summary>
public sealed class ImageTests(County county, ITestOutputHelper output)
{
    private const int Sector = 512;
    private static readonly int Images = Environment.GetEnvironmentVariable("BAOTUAN_FULL") == "1" ? 34_000 : 700;

    [Fact]
    public async Task Unflushed_end_of_the_log_may_be_anything()
    {
        var (reference, random) = await StartAsync();
        using var folder = new ImageFolder();
        var kept = 0;
        for (var n = 0; n < Images; n++)
        {
            var moment = reference.Moments[random.Next(reference.Moments.Count)];
            var log = Damage(moment.Log, moment.Safe, random);
            using var image = folder.Open(moment.Database, log);
            Assert.False(reference.WitnessAfter(moment.Done).Notices(image), "an acknowledged act is gone");
            var done = reference.Done(image);
            Assert.InRange(done, moment.Done, moment.Done + 1);
            kept += done - moment.Done;
        }

        output.WriteLine($"{Images} images, the act under way stands in {kept}");
        Assert.InRange(kept, 0, Images - 1);
    }

    [Fact]
    public async Task Loss_of_flushed_acts_leaves_no_half_state_and_is_noticed()
    {
        var (reference, random) = await StartAsync();
        using var folder = new ImageFolder();
        var lost = 0;
        for (var n = 0; n < Images; n++)
        {
            var moment = reference.Moments[random.Next(reference.Moments.Count)];
            using var image = folder.Open(moment.Database, Damage(moment.Log[..moment.Safe], 0, random));
            var done = reference.Done(image);
            Assert.InRange(done, 0, moment.Done);
            Assert.Equal(done < moment.Done, reference.WitnessAfter(moment.Done).Notices(image));
            lost += done < moment.Done ? 1 : 0;
        }

        output.WriteLine($"{Images} images, {lost} lost something, all of them noticed");
        Assert.InRange(lost, Images / 2, Images);
    }

    [Fact]
    public async Task Half_carried_log_is_carried_over_again()
    {
        var (reference, random) = await StartAsync();
        using var folder = new ImageFolder();
        Assert.NotEmpty(reference.Carryings);
        for (var n = 0; n < Images; n++)
        {
            var carrying = reference.Carryings[random.Next(reference.Carryings.Count)];
            using var image = folder.Open(Mix(carrying.Before, carrying.After, random), carrying.Log);
            Assert.Equal(carrying.Done, reference.Done(image));
        }

        output.WriteLine($"{Images} images");
    }

    private async Task<(Reference Reference, Random Random)> StartAsync()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        return (await county.ReferenceAsync(), new Random(seed));
    }

    /// <summary>Cut, torn, zeroed, out of order or with one bit flipped, behind a place up to which all is as written.</summary>
    private static byte[] Damage(byte[] log, int from, Random random)
    {
        var image = (byte[])log.Clone();
        var at = random.Next(from, image.Length);
        switch (random.Next(5))
        {
            case 0: // the end never came
                return image[..at];
            case 1: // sectors came or did not, in any order
                for (var sector = from; sector < image.Length; sector += Sector)
                {
                    if (random.Next(2) == 0)
                    {
                        image.AsSpan(sector, Math.Min(Sector, image.Length - sector)).Clear();
                    }
                }

                return image;
            case 2: // one sector is missing in the middle
                image.AsSpan(at, Math.Min(Sector, image.Length - at)).Clear();
                return image;
            case 3: // two sectors changed places
                var other = random.Next(from, image.Length);
                var length = Math.Min(Sector, image.Length - Math.Max(at, other));
                log.AsSpan(at, length).CopyTo(image.AsSpan(other));
                log.AsSpan(other, length).CopyTo(image.AsSpan(at));
                return image;
            default:
                image[at] ^= (byte)(1 << random.Next(8));
                return image;
        }
    }

    /// <summary>Every sector is the old or the new one.</summary>
    private static byte[] Mix(byte[] before, byte[] after, Random random)
    {
        var share = random.Next(1, 100);
        var image = (byte[])after.Clone();
        for (var sector = 0; sector < after.Length; sector += Sector)
        {
            var length = Math.Min(Sector, Math.Min(after.Length, before.Length) - sector);
            if (length > 0 && random.Next(100) < share)
            {
                before.AsSpan(sector, length).CopyTo(image.AsSpan(sector));
            }
        }

        return image;
    }

    /// <summary>Where images are put; in memory where the system has such a place, for they are many and need not last.</summary>
    private sealed class ImageFolder : IDisposable
    {
        private const int NoCheckpointOnClose = 1006;
        private readonly string _folder = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"baotuan-{Guid.NewGuid():N}");

        private int _count;

        public SqliteConnection Open(byte[] database, byte[] log)
        {
            Dispose();
            var data = Path.Combine(_folder, $"{_count++}"); // never the name of a file that may still be open
            Directory.CreateDirectory(data);
            File.WriteAllBytes(Path.Combine(data, "baotuan.db"), database);
            File.WriteAllBytes(Path.Combine(data, "baotuan.db-wal"), log);
            var connection = State.Open(data);
            _ = SQLitePCL.raw.sqlite3_db_config(connection.Handle, NoCheckpointOnClose, 1, out _);
            return connection;
        }

        public void Dispose()
        {
            if (Directory.Exists(_folder))
            {
                Directory.Delete(_folder, recursive: true);
            }
        }
    }
}
