using Baotuan.Bench.Samples;
using Baotuan.Decisions.Contracts;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Migrations;
using Baotuan.Parties.Imports;
using Baotuan.Parties.Members;
using Baotuan.Parties.Shares;
using Baotuan.Platform.Storage;

namespace Baotuan.Bench.Dividends;

/// <summary>
/// Collectives of a thousand members with their shares and books. Most members hold shares of one class in whole or quarter
/// shares, eight of a hundred of two; the amounts to distribute do not divide. The registers stand in the log, as an import puts them there.
/// </summary>
internal sealed class BenchRegister(ulong seed, int members)
{
    public static readonly Period Year = new(new DateOnly(2022, 1, 1), new DateOnly(2022, 12, 31));

    private static readonly BulkColumn[] Times =
    [
        new("valid_from", BulkKind.Date), new("recorded_at_ms", BulkKind.Integer), new("retracted", BulkKind.Boolean), new("import_batch_id", BulkKind.Integer),
    ];

    public int Collectives => (members + ManyMembers.PerCollective - 1) / ManyMembers.PerCollective;

    /// <summary>The decided pool of each collective, by its id.</summary>
    public Dictionary<long, Money> Pools() => Enumerable.Range(1, Collectives).ToDictionary(
        c => (long)c, c => new Money(10_000_000 + Chance.For(seed, 1_000_000_000UL + (ulong)c).Next(80_000_000)));

    public async Task WriteAsync(StoreLocation location)
    {
        var store = Databases.OpenStore(location, TimeProvider.System);
        var written = await store.WriteAsync<int>(
            "bench",
            async (db, cancel) =>
            {
                WriteOrganizations(db);
                WriteClasses(db);
                WriteShares(db);
                for (var c = 1; c <= Collectives; c++)
                {
                    RegisterLeaves.Written(db, new ShareClass { CollectiveId = c });
                    RegisterLeaves.Written(db, new Share { CollectiveId = c });
                }

                var openings = Enumerable.Range(1, Collectives).Select(c => new BookOpening(c, Charts.Village, Year.Start, Year.End.Year)).ToList();
                var paths = await DecisionPaths.RecordAsync(
                    db,
                    [.. Enumerable.Range(1, Collectives).Select(c => new PathRecord(
                        c, DecisionKinds.MemberDistribution, "", DecisionPaths.Contract, Year.Start, "示例决议（虚构）"))],
                    cancel);
                _ = paths.Value;
                var opened = await Books.OpenAsync(db, openings, 0, cancel);
                return opened.Ok ? Collectives : Outcome<int>.Refused(opened.Refusals);
            },
            CancellationToken.None);
        if (!written.Ok)
        {
            throw new InvalidOperationException(written.Refusals[0].Message);
        }
    }

    private void WriteOrganizations(BaotuanDb db)
    {
        using var writer = BulkWriter.Open(
            db, "parties_organization", new("id", BulkKind.Integer), new("code", BulkKind.Text), new("name", BulkKind.Text), new("kind", BulkKind.Text),
            new("credit_code", BulkKind.Text), new("valid_from", BulkKind.Date), new("recorded_at_ms", BulkKind.Integer), new("import_batch_id", BulkKind.Integer));
        for (var c = 1; c <= Collectives; c++)
        {
            writer.Write((long)c);
            writer.Write(ManyMembers.Code(c));
            writer.Write($"示例第{c}村股份经济合作社（虚构）");
            writer.Write("village_cooperative");
            writer.Write("");
            writer.Write(Year.Start);
            writer.Write(db.RecordedAtMs);
            writer.Write(0L);
            writer.EndRow();
        }

        writer.Complete();
    }

    private void WriteClasses(BaotuanDb db)
    {
        using var writer = BulkWriter.Open(
            db, "parties_share_class",
            [new("collective_id", BulkKind.Integer), new("class_code", BulkKind.Text), new("name", BulkKind.Text), new("factor_ppm", BulkKind.Integer), .. Times]);
        for (var c = 1; c <= Collectives; c++)
        {
            foreach (var (code, name, factor) in new[] { (MemberSheets.SeniorityClass, "农龄股", 500_000L), (MemberSheets.PopulationClass, "人口股", 1_000_000L) })
            {
                writer.Write((long)c);
                writer.Write(code);
                writer.Write(name);
                writer.Write(factor);
                EndFact(writer, db);
            }
        }

        writer.Complete();
    }

    private void WriteShares(BaotuanDb db)
    {
        using var writer = BulkWriter.Open(
            db, "parties_share",
            [new("collective_id", BulkKind.Integer), new("member_no", BulkKind.Text), new("class_code", BulkKind.Text), new("quantity10000", BulkKind.Integer), .. Times]);
        for (var c = 1; c <= Collectives; c++)
        {
            var chance = Chance.For(seed, (ulong)c);
            var count = MembersOf(c, members);
            for (var m = 1; m <= count; m++)
            {
                var memberNo = $"{m:00000}";
                if (chance.Percent(8))
                {
                    WriteShare(writer, db, c, memberNo, MemberSheets.SeniorityClass, chance.Between(1, 120) * 2_500L);
                }

                WriteShare(writer, db, c, memberNo, MemberSheets.PopulationClass, chance.Percent(60) ? 10_000 : chance.Between(1, 12) * 2_500L);
            }
        }

        writer.Complete();
    }

    /// <summary>How many of all members one collective has.</summary>
    public static int MembersOf(int collective, int members) => Math.Min(ManyMembers.PerCollective, members - ((collective - 1) * ManyMembers.PerCollective));

    /// <summary>Each member as a household of its own.</summary>
    public async Task WriteMembershipsAsync(StoreLocation location)
    {
        var written = await Databases.OpenStore(location, TimeProvider.System).WriteAsync<int>(
            "bench",
            (db, _) =>
            {
                using var writer = BulkWriter.Open(
                    db, "parties_membership",
                    [
                        new("collective_id", BulkKind.Integer), new("member_no", BulkKind.Text), new("household_no", BulkKind.Text), new("ended", BulkKind.Boolean),
                        new("reason", BulkKind.Text), .. Times,
                    ]);
                for (var c = 1; c <= Collectives; c++)
                {
                    for (var m = 1; m <= MembersOf(c, members); m++)
                    {
                        writer.Write((long)c);
                        writer.Write($"{m:00000}");
                        writer.Write($"H{m:00000}");
                        writer.Write(false);
                        writer.Write("");
                        EndFact(writer, db);
                    }
                }

                writer.Complete();
                for (var c = 1; c <= Collectives; c++)
                {
                    RegisterLeaves.Written(db, new Membership { CollectiveId = c });
                }

                return Task.FromResult<Outcome<int>>(members);
            },
            CancellationToken.None);
        _ = written.Value;
    }

    private static void WriteShare(BulkWriter writer, BaotuanDb db, long collective, string memberNo, string shareClass, long quantity10000)
    {
        writer.Write(collective);
        writer.Write(memberNo);
        writer.Write(shareClass);
        writer.Write(quantity10000);
        EndFact(writer, db);
    }

    private static void EndFact(BulkWriter writer, BaotuanDb db)
    {
        writer.Write(Year.Start);
        writer.Write(db.RecordedAtMs);
        writer.Write(false);
        writer.Write(0L);
        writer.EndRow();
    }
}
