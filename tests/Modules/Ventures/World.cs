using Baotuan.Decisions.Contracts;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using Baotuan.Ventures.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Tests.Modules.Ventures;

/// <summary>
/// A small county written into the tables by plain SQL, so that the tests of ventures stand on nothing but the schema:
/// <c>OP</c> runs and pays the venture <c>P</c> (phase 1), <c>GU</c> guarantees it, <c>V1</c>–<c>V3</c> hold stakes of 1,000.00,
/// 2,000.00 and 3,000.00 at 10 % for the whole year. All have books except <c>V3</c>, whose book is kept elsewhere.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    public const long Op = 1, Gu = 2, V1 = 11, V2 = 12, V3 = 13, Jc = 21;
    private long _row = 1000;

    private World(TestStore store) => (Store, Fields) = (store, FieldProtector.Open(store.Store.Location.DataDirectory));

    public TestStore Store { get; }

    public FieldProtector Fields { get; }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Period Year2018 => Period.Year(2018);

    /// <summary>Organisations and books alone.</summary>
    /// <param name="modules">Whose tables alone are made; none for the program's own schema.</param>
    public static async Task<World> EmptyAsync(PostgresCluster cluster, DatabaseEngine engine, params IModule[] modules)
    {
        var world = new World(await TestStore.CreateAsync(engine, cluster, modules));
        await world.OrganizationAsync(Op, "OP", "enterprise");
        await world.OrganizationAsync(Gu, "GU", "enterprise");
        await world.OrganizationAsync(V1, "V1", OrganizationKinds.VillageCooperative);
        await world.OrganizationAsync(V2, "V2", OrganizationKinds.VillageCooperative);
        await world.OrganizationAsync(V3, "V3", OrganizationKinds.VillageCooperative);
        await world.OrganizationAsync(Jc, "JC", OrganizationKinds.JointCompany);
        await world.BookAsync(Op, Charts.Enterprise);
        await world.BookAsync(Gu, Charts.Enterprise);
        await world.BookAsync(V1, Charts.Village);
        await world.BookAsync(V2, Charts.Village);
        await world.BookAsync(Jc, Charts.Enterprise);
        return world;
    }

    /// <summary>V1 with members 001, 002 and 003 of shares 1, 2 and 3, of its own household each, after 2018: 70.00 were passed on as 11.67, 23.33 and 35.00.</summary>
    public static async Task<World> PassedOnAsync(PostgresCluster cluster, DatabaseEngine engine)
    {
        var world = await CreateAsync(cluster, engine);
        for (var i = 1; i <= 3; i++)
        {
            await world.MemberAsync(V1, $"{i:000}", 10_000 * i);
        }

        _ = (await world.PostAsync(new("P", Year2018))).Value;
        _ = (await world.PassOnAsync("V1")).Value;
        return world;
    }

    /// <summary>With the venture P, its phase, its term and its three holders.</summary>
    public static async Task<World> CreateAsync(PostgresCluster cluster, DatabaseEngine engine, params IModule[] modules)
    {
        var world = await EmptyAsync(cluster, engine, modules);
        await world.VentureAsync(1, "P", Op, Gu);
        await world.PhaseAsync(1, 1, "1");
        await world.TermAsync(1, "fixed", 100_000, "whole-year", "2018-01-01", null);
        await world.PayInAsync(1, V1, "2017-06-30", 1_000_00);
        await world.PayInAsync(1, V2, "2017-06-30", 2_000_00);
        await world.PayInAsync(1, V3, "2017-06-30", 3_000_00);
        return world;
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    public Task<Outcome<T>> Write<T>(Func<BaotuanDb, Task<Outcome<T>>> command, bool dryRun = false) =>
        Store.Store.WriteAsync("测试", (db, _) => command(db), Cancel, dryRun);

    public async Task<T> Read<T>(Func<BaotuanDb, Task<T>> query)
    {
        await using var db = Store.Store.Open();
        return await query(db);
    }

    public Task<Outcome<DistributionInfo>> PostAsync(DistributionRequest request) => Write(db => DistributionActs.PostAsync(db, request, Cancel));

    public Task<Outcome<CascadeInfo>> PassOnAsync(string holder, int year = 2018, DateOnly? recordDate = null) =>
        Write(db => CascadeActs.PostAsync(db, new(holder, Period.Year(year), recordDate), Cancel));

    /// <summary>All vouchers of a source, in the order of posting: "OP 2018-12-31: D 310402 600.00; C 2232 V1 100.00".</summary>
    public async Task<IReadOnlyList<string>> VouchersAsync(string sourceKind, long sourceId)
    {
        var lines = await RowsAsync(
            "SELECT v.id, o.code, v.voucher_on, p.side, p.account_code, p.party_code, p.tag, p.amount_fen FROM ledger_voucher v " +
            "JOIN ledger_book b ON b.id = v.book_id JOIN parties_organization o ON o.id = b.organization_id " +
            "JOIN ledger_posting p ON p.book_id = v.book_id AND p.voucher_id = v.id " +
            $"WHERE v.source_kind = '{sourceKind}' AND v.source_id = {sourceId} ORDER BY v.id, p.line_no");
        return
        [
            .. lines.GroupBy(l => (l[0], l[1], l[2])).Select(g => $"{g.Key.Item2} {g.Key.Item3}: " + string.Join("; ", g.Select(l =>
                string.Join(' ', ((string[])[l[3], l[4], l[5], l[6], new Money(long.Parse(l[7])).ToString()]).Where(w => w.Length > 0))))),
        ];
    }

    /// <summary>The vouchers of a cascade, whatever kind of source they carry.</summary>
    public async Task<IReadOnlyList<string>> VouchersOfCascadeAsync(long cascadeId)
    {
        var kinds = await RowsAsync("SELECT DISTINCT source_kind FROM ledger_voucher WHERE source_kind <> 'distribution' AND source_kind <> 'payment' ORDER BY source_kind");
        var all = new List<string>();
        foreach (var kind in kinds.Where(k => k[0].Length > 0))
        {
            all.AddRange(await VouchersAsync(kind[0], cascadeId));
        }

        return all;
    }

    /// <summary>Every book's trial balance balances, and so do all of them together.</summary>
    public async Task BooksBalanceAsync()
    {
        await using var db = Store.Store.Open();
        foreach (var book in await Books.ListAsync(db, Cancel))
        {
            for (var year = 2018; year <= 2020; year++)
            {
                var balance = (await Balances.TrialBalanceAsync(db, book.Id, new DateOnly(year, 12, 31), null, Cancel)).Value;
                Assert.True(balance.Totals.Balanced, $"book {book.Id} does not balance in {year}");
            }
        }
    }

    /// <summary>Balance of an account at a day's end in yuan, debit positive.</summary>
    public async Task<string> BalanceAsync(long organizationId, string account, string asOf = "2020-12-31")
    {
        await using var db = Store.Store.Open();
        var book = (await Books.FindByOrganizationsAsync(db, [organizationId], Cancel))[organizationId];
        var fen = (await Balances.DebitBalancesAsync(db, [book.Id], account, Day(asOf), null, Cancel)).GetValueOrDefault(book.Id);
        return new Money(fen).ToString();
    }

    public async Task<long> CountAsync(string table) => Convert.ToInt64(await Store.ScalarAsync($"SELECT COUNT(*) FROM {table}"));

    /// <summary>Rows as text, the same on both databases.</summary>
    public async Task<List<string[]>> RowsAsync(string sql)
    {
        await using var db = Store.Store.Open();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string[]>();
        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : Text(reader.GetValue(i)))]);
        }

        return rows;
    }

    public async Task<long> BookIdAsync(long organizationId)
    {
        await using var db = Store.Store.Open();
        return (await Books.FindByOrganizationsAsync(db, [organizationId], Cancel))[organizationId].Id;
    }

    /// <summary>A voucher typed into the book of an organisation.</summary>
    public async Task TypeInAsync(long organizationId, string on, params PostingDraft[] postings)
    {
        var book = await BookIdAsync(organizationId);
        _ = (await Write(db => Vouchers.PostAsync(db, [new(book, Day(on), "业务", $"typed-{++_row}", postings)], Cancel))).Value;
    }

    /// <summary>An organisation; what it distributes goes by contract, so that mechanics are tested without a decision each.</summary>
    public async Task OrganizationAsync(long id, string code, string kind)
    {
        await InsertAsync(
            "parties_organization", ("id", id), ("code", code), ("name", $"{code}名"), ("kind", kind), ("credit_code", ""),
            ("valid_from", Day("2000-01-01")), ("recorded_at_ms", 1L), ("import_batch_id", 0L));
        foreach (var decision in (string[])[DecisionKinds.VentureDistribution, DecisionKinds.MemberDistribution, DecisionKinds.CompanyDistribution])
        {
            await PathAsync(id, decision, DecisionPaths.Contract, "2000-01-01");
        }
    }

    public Task PathAsync(long organizationId, string kind, string path, string from, string subject = "", string basis = "测试") => FactAsync(
        "decisions_path", from, ++_row, ("organization_id", organizationId), ("kind", kind), ("subject", subject), ("path_code", path), ("basis", basis));

    /// <summary>Somebody with rights on everything.</summary>
    public static Caller Person(long userId, params string[] roles) => new()
    {
        UserId = userId, Login = $"u{userId}", Name = $"人{userId}", UnitId = userId, Roles = roles.ToHashSet(), View = OrganizationSet.All, Capture = OrganizationSet.All,
        Permissions = VenturesPermissions.All.Concat(DecisionsPermissions.All).Select(p => p.Code).ToHashSet(), Address = "test",
    };

    /// <summary>A command in somebody's name.</summary>
    public Task<Outcome<T>> WriteAs<T>(Caller caller, Func<BaotuanDb, Task<Outcome<T>>> command) =>
        Store.Store.WriteAsync(caller, (db, _) => command(db), Cancel);

    /// <summary>Two persons release a batch as it stands.</summary>
    public async Task ReleaseAsync(long batchId)
    {
        var hash = (await Read(db => BankFileActs.ReleasesAsync(db, Fields, batchId, Cancel))).Value.ContentHash;
        foreach (var user in (long[])[901, 902])
        {
            _ = (await WriteAs(Person(user), db => BankFileActs.ReleaseAsync(db, Fields, batchId, hash, Cancel))).Value;
        }
    }

    public async Task BookAsync(long organizationId, string chart, string openedOn = "2017-01-01") =>
        _ = (await Write(db => Books.OpenAsync(db, organizationId, chart, Day(openedOn), 2020, 0, Cancel))).Value;

    public Task VentureAsync(long id, string code, long operatorId, long? guarantorId = null, long? payerId = null) => InsertAsync(
        "ventures_venture", ("id", id), ("code", code), ("name", $"{code}项目"), ("operator_id", operatorId), ("payer_id", payerId),
        ("guarantor_id", guarantorId), ("location", ""), ("legal_basis", ""), ("note", ""), ("recorded_at_ms", 1L), ("import_batch_id", 0L));

    public Task PhaseAsync(long id, long ventureId, string code) => InsertAsync(
        "ventures_phase", ("id", id), ("venture_id", ventureId), ("code", code), ("name", code), ("opened_on", Day("2017-01-01")),
        ("recorded_at_ms", 1L), ("import_batch_id", 0L));

    public Task TermAsync(long phaseId, string kind, long ratePpm, string dayCount, string from, string? to, long sharePpm = 0, long? payerId = null, string dueDay = "") => InsertAsync(
        "ventures_return_term", ("id", ++_row), ("phase_id", phaseId), ("kind", kind), ("rate_ppm", ratePpm), ("share_ppm", sharePpm),
        ("day_count", dayCount), ("valid_from", Day(from)), ("valid_to", to is null ? null : Day(to)), ("payer_id", payerId), ("legal_basis", ""), ("due_day", dueDay),
        ("recorded_at_ms", 1L), ("import_batch_id", 0L));

    public Task PayInAsync(long phaseId, long holderId, string on, long fen, long recordedAtMs = 1) =>
        EventAsync(phaseId, holderId, "pay_in", on, fen, null, recordedAtMs);

    public Task TransferAsync(long phaseId, long fromId, long toId, string on, long fen) => EventAsync(phaseId, fromId, "transfer", on, fen, toId, 1);

    public Task RuleAsync(string scope, int stepNo, string kind, long ratePpm, string basis = "依据", string from = "2000-01-01") => InsertAsync(
        "ventures_appropriation_rule", ("id", ++_row), ("scope", scope), ("valid_from", Day(from)), ("step_no", stepNo), ("kind", kind),
        ("rate_ppm", ratePpm), ("basis", basis), ("recorded_at_ms", 1L), ("import_batch_id", 0L));

    public Task UnitsAsync(long companyId, long holderId, long units10000, string from = "2017-01-01") => FactAsync(
        "parties_company_unit", from, 1, ("company_id", companyId), ("holder_id", holderId), ("units10000", units10000));

    /// <summary>A member with one class of shares, a name and, where given, a bank account.</summary>
    public async Task MemberAsync(long collectiveId, string memberNo, long quantity10000, string? name = null, string? account = null, string from = "2017-01-01")
    {
        if (await CountAsync($"parties_share_class WHERE collective_id = {collectiveId}") == 0)
        {
            await ClassAsync(collectiveId, "A", 1_000_000);
        }

        await FactAsync("parties_membership", from, 1, ("collective_id", collectiveId), ("member_no", memberNo), ("household_no", $"H{memberNo}"), ("ended", false), ("reason", ""));
        await PersonAsync(collectiveId, memberNo, name ?? $"张{memberNo}", account, from, 1);
        if (quantity10000 > 0)
        {
            await ShareAsync(collectiveId, memberNo, "A", quantity10000, from);
        }
    }

    public Task LeaveAsync(long collectiveId, string memberNo, string on, long recordedAtMs = 1, bool retracted = false) => FactAsync(
        "parties_membership", on, recordedAtMs, retracted, ("collective_id", collectiveId), ("member_no", memberNo), ("household_no", $"H{memberNo}"), ("ended", true), ("reason", "迁出"));

    public Task PersonAsync(long collectiveId, string memberNo, string name, string? account, string from, long recordedAtMs) => FactAsync(
        "parties_person", from, recordedAtMs, ("collective_id", collectiveId), ("member_no", memberNo), ("name", name), ("citizen_id", null), ("phone", null),
        ("bank_account", account is null ? null : Fields.Protect(account, Members.FieldRecord(collectiveId, memberNo, "bank_account"))));

    public Task ClassAsync(long collectiveId, string code, long factorPpm) => FactAsync(
        "parties_share_class", "2017-01-01", 1, ("collective_id", collectiveId), ("class_code", code), ("name", code), ("factor_ppm", factorPpm));

    public Task ShareAsync(long collectiveId, string memberNo, string classCode, long quantity10000, string from = "2017-01-01", long recordedAtMs = 1) => FactAsync(
        "parties_share", from, recordedAtMs, ("collective_id", collectiveId), ("member_no", memberNo), ("class_code", classCode), ("quantity10000", quantity10000));

    public async Task InsertAsync(string table, params (string Column, object? Value)[] row)
    {
        var given = row.Where(r => r.Value is not null).ToList();
        await using var db = Store.Store.Open();
        var marks = string.Join(", ", given.Select((_, i) => $"{{{i}}}"));
        var sql = $"INSERT INTO {table} ({string.Join(", ", given.Select(g => g.Column))}) VALUES ({marks})";
        await db.Database.ExecuteSqlRawAsync(sql, given.Select(g => g.Value!));
    }

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    private Task EventAsync(long phaseId, long holderId, string kind, string on, long fen, long? toHolderId, long recordedAtMs) => InsertAsync(
        "ventures_equity_event", ("id", ++_row), ("phase_id", phaseId), ("holder_id", holderId), ("kind", kind), ("amount_fen", fen),
        ("effective_on", Day(on)), ("to_holder_id", toHolderId), ("note", ""), ("recorded_at_ms", recordedAtMs), ("import_batch_id", 0L));

    public Task FactAsync(string table, string from, long recordedAtMs, params (string Column, object? Value)[] row) =>
        FactAsync(table, from, recordedAtMs, retracted: false, row);

    private Task FactAsync(string table, string from, long recordedAtMs, bool retracted, params (string Column, object? Value)[] row) => InsertAsync(
        table, [.. row, ("valid_from", Day(from)), ("recorded_at_ms", recordedAtMs), ("retracted", retracted), ("import_batch_id", 0L)]);

    private static string Text(object value) => value switch
    {
        DateTime date => date.ToString("yyyy-MM-dd"),
        DateOnly date => date.ToString("yyyy-MM-dd"),
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };
}
