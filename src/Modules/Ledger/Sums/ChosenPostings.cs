using System.Linq.Expressions;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Ledger.Entries;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Sums;

/// <summary>Postings by accounts, tags and sources: one query for the sums of all books.</summary>
internal static class ChosenPostings
{
    public static async Task<IReadOnlyList<PostingSum>> SumsAsync(
        BaotuanDb db, IReadOnlyList<long> bookIds, Period period, long knownAtMs, PostingFilter filter, CancellationToken cancel)
    {
        var plus = filter.Side.Code();
        return await Chosen(db, bookIds, period, knownAtMs, filter).GroupBy(l => l.Voucher.BookId).OrderBy(g => g.Key)
            .Select(g => new PostingSum(g.Key, g.Sum(l => l.Posting.Side == plus ? l.Posting.AmountFen : -l.Posting.AmountFen), g.LongCount(), g.Max(l => l.Voucher.RecordedAtMs))).ToListAsync(cancel);
    }

    public static async Task<IReadOnlyList<PostingRecord>> PageAsync(
        BaotuanDb db, IReadOnlyList<long> bookIds, Period period, long knownAtMs, PostingFilter filter, int skip, int take, CancellationToken cancel)
    {
        var plus = filter.Side.Code();
        return await Chosen(db, bookIds, period, knownAtMs, filter)
            .OrderBy(l => l.Voucher.BookId).ThenBy(l => l.Voucher.VoucherOn).ThenBy(l => l.Voucher.Id).ThenBy(l => l.Posting.LineNo).Skip(skip).Take(take)
            .Select(l => new PostingRecord(
                l.Voucher.BookId, l.Voucher.Id, l.Voucher.VoucherClass, l.Voucher.Number, l.Voucher.VoucherOn, l.Posting.AccountCode,
                l.Posting.Summary == "" ? l.Voucher.Summary : l.Posting.Summary, l.Posting.Tag,
                l.Posting.Side == plus ? l.Posting.AmountFen : -l.Posting.AmountFen, l.Voucher.RecordedAtMs)).ToListAsync(cancel);
    }

    private static IQueryable<SealedLine> Chosen(BaotuanDb db, IReadOnlyList<long> bookIds, Period period, long knownAtMs, PostingFilter filter)
    {
        var (books, start, tags, distributions) = (bookIds.Distinct().ToArray(), period.Start, filter.WithoutTags.ToArray(), filter.WithoutDistributions.Select(id => (long?)id).ToArray());
        var lines = SealedLine.Of(db, period.End, knownAtMs)
            .Where(l => EF.Parameter(books).Contains(l.Voucher.BookId) && l.Voucher.VoucherOn >= start && l.Voucher.VoucherClass != VoucherClasses.Opening)
            .Where(OneOf(filter.Accounts));
        var only = filter.Side.Code();
        lines = filter.OneSide ? lines.Where(l => l.Posting.Side == only) : lines;
        lines = tags.Length == 0 ? lines : lines.Where(l => !tags.Contains(l.Posting.Tag));
        lines = distributions.Length == 0 ? lines : lines.Where(l => l.Voucher.SourceKind != "distribution" || !EF.Parameter(distributions).Contains(l.Voucher.SourceId));
        return filter.WithoutSourcePrefixes.Aggregate(lines, (rest, prefix) => rest.Where(l => !l.Voucher.SourceKind.StartsWith(prefix)));
    }

    private static Expression<Func<SealedLine, bool>> OneOf(IReadOnlyList<AccountTerm> terms)
    {
        var line = Expression.Parameter(typeof(SealedLine), "l");
        var conditions = terms.Select(term =>
        {
            Expression<Func<SealedLine, bool>> one = term.Tag is { } tag
                ? l => l.Posting.AccountCode.StartsWith(term.Prefix) && l.Posting.Tag == tag
                : l => l.Posting.AccountCode.StartsWith(term.Prefix);
            return new Replaced(one.Parameters[0], line).Visit(one.Body);
        });
        return Expression.Lambda<Func<SealedLine, bool>>(conditions.Aggregate((Expression)Expression.Constant(false), Expression.OrElse), line);
    }

    private sealed class Replaced(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
