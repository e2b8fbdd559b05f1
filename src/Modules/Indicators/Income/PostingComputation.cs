using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Parties.Contracts;

namespace Baotuan.Indicators.Income;

/// <summary>Postings of collectives' books by accounts and tags, added up in the database; the records are the postings.</summary>
internal sealed class PostingComputation() : Computation(Name, Place)
{
    public const string Name = "postings";

    public override string? ArgumentProblem(IReadOnlyDictionary<string, string> argument) => PostingArgument.TryRead(argument) is null
        ? "参数要写科目，例如 accounts=501+502+503:recurring;without_tags=one_off。"
        : null;

    public override async Task<Total> TotalAsync(Question question, CancellationToken cancel)
    {
        var books = await VillageBooks.OfAsync(question, cancel);
        return Of(await SumsAsync(question, books, cancel));
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyDictionary<long, Total>> EachAsync(Question question, IReadOnlyList<long> organizations, CancellationToken cancel)
    {
        var books = await VillageBooks.OfAsync(question with { Scope = question.Scope with { Organizations = [.. organizations], Ventures = null } }, cancel);
        var sums = (await SumsAsync(question, books, cancel)).ToLookup(s => s.BookId);
        return books.GroupBy(b => b.Village.Id).ToDictionary(g => g.Key, g => Of([.. g.SelectMany(b => sums[b.BookId])]));
    }

    private static Total Of(IReadOnlyList<PostingSum> sums) =>
        new(new Rational(sums.Aggregate(System.Numerics.BigInteger.Zero, (total, s) => total + s.AmountFen), 100), sums.Sum(s => s.Records));

    private static async Task<IReadOnlyList<PostingSum>> SumsAsync(Question question, IReadOnlyList<(long BookId, OrganizationInfo Village)> books, CancellationToken cancel) =>
        await PostingRecords.SumsAsync(
            question.Db, [.. books.Select(b => b.BookId)], question.Period, question.KnownAtMs, await PostingArgument.ReadAsync(question, cancel), cancel);

    public override async Task<IReadOnlyList<CountedRecord>> RecordsAsync(Question question, int skip, int take, CancellationToken cancel)
    {
        var books = (await VillageBooks.OfAsync(question, cancel)).ToDictionary(b => b.BookId, b => b.Village);
        var rows = await PostingRecords.PageAsync(
            question.Db, [.. books.Keys], question.Period, question.KnownAtMs, await PostingArgument.ReadAsync(question, cancel), skip, take, cancel);
        return [.. rows.Select(r => new CountedRecord(
            $"{r.VoucherClass}字{r.Number}号 {r.AccountCode} {r.Summary}", books[r.BookId].Id, r.VoucherOn, new(r.AmountFen, 100), $"/vouchers/{r.VoucherId}", r.RecordedAtMs))];
    }
}

/// <summary>The same per collective: the records are the collectives that keep a book here, and the number is their average.</summary>
internal static class PostingAverages
{
    public static readonly Computation Computation = new ListComputation("postings_average", [Contracts.Computation.Place], Aggregate.Average, RecordsAsync)
    {
        CheckArgument = argument => PostingArgument.TryRead(argument) is null ? "参数要写科目，例如 accounts=501+502。" : null,
    };

    private static async Task<IReadOnlyList<CountedRecord>> RecordsAsync(Question q, CancellationToken cancel)
    {
        var books = await VillageBooks.OfAsync(q, cancel);
        var sums = (await PostingRecords.SumsAsync(q.Db, [.. books.Select(b => b.BookId)], q.Period, q.KnownAtMs, await PostingArgument.ReadAsync(q, cancel), cancel)).ToDictionary(s => s.BookId);
        return
        [
            .. books.Select(b => (b.Village, Sum: sums.GetValueOrDefault(b.BookId))).Select(b => new CountedRecord(
                $"{b.Village.Name}：{b.Sum?.Records ?? 0} 条分录", b.Village.Id, q.Period.End, new(b.Sum?.AmountFen ?? 0, 100), $"/villages/{b.Village.Code}", b.Sum?.RecordedAtMs ?? 0)),
        ];
    }
}
