using System.Globalization;
using System.Linq.Expressions;
using System.Text.Json.Nodes;
using Baotuan.Platform.Storage;
using Baotuan.Transparency;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Proofs.Contracts;

/// <summary>A row of a table as the record of a leaf: each column by its name, so that nothing of it can change unseen.</summary>
public static class RowRecord
{
    /// <summary>All columns of a row; whole numbers beyond 2^53−1 as text, days as <c>yyyy-MM-dd</c>, bytes as base64.</summary>
    public static JsonObject Of<T>(BaotuanDb db, T row)
        where T : class
    {
        var record = new JsonObject();
        foreach (var property in db.Model.FindEntityType(row.GetType())!.GetProperties())
        {
            record[property.GetColumnName()] = Value(property.GetGetter().GetClrValueUsingContainingEntity(row));
        }

        return record;
    }

    /// <summary>A number as a record has it.</summary>
    public static JsonNode Number(long value) =>
        CanonicalJson.IsExact(value) ? JsonValue.Create(value) : JsonValue.Create(value.ToString(CultureInfo.InvariantCulture));

    private static JsonNode? Value(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        long number => Number(number),
        int number => Number(number),
        DateOnly day => JsonValue.Create(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        byte[] bytes => JsonValue.Create(Convert.ToBase64String(bytes)),
        _ => throw new InvalidOperationException($"a record has no form for {value.GetType().Name}"),
    };
}

/// <summary>Leaves that hold one row each; several rows may be about one subject.</summary>
/// <param name="type">Of the leaves.</param>
/// <param name="name">In Chinese.</param>
/// <param name="subject">Number of the record that a row is about.</param>
/// <param name="fields">What of it is public, beside the subject's number.</param>
/// <param name="where">Which rows of the table; null for all.</param>
/// <param name="isPublic">True where the fields say everything and nothing is committed to.</param>
public sealed class RowSource<T>(
    string type, string name, Expression<Func<T, long>> subject, Func<T, IReadOnlyList<(string, string)>>? fields = null,
    Expression<Func<T, bool>>? where = null, bool isPublic = false) : ILeafSource
    where T : class
{
    private readonly Func<T, long> _subjectOf = subject.Compile();

    /// <inheritdoc/>
    public string Type => type;

    /// <inheritdoc/>
    public string Name => name;

    /// <summary>The leaf of a row.</summary>
    public LeafDraft Of(BaotuanDb db, T row) => new OneLeaf(
        type, _subjectOf(row), [("id", _subjectOf(row).ToString(CultureInfo.InvariantCulture)), .. fields?.Invoke(row) ?? []], LeafOwner.House,
        isPublic ? null : RowRecord.Of(db, row));

    /// <summary>Appends the leaves of rows in the transaction that adds them.</summary>
    public Task AppendAsync(BaotuanDb db, IEnumerable<T> rows, CancellationToken cancel) => ProofLog.AppendAsync(db, [.. rows.Select(r => Of(db, r))], cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LeafDraft>> AfterAsync(BaotuanDb db, long subjectId, int most, CancellationToken cancel)
    {
        var all = db.Set<T>().AsNoTracking().IgnoreQueryFilters();
        var source = where is null ? all : all.Where(where);
        var subjects = await source.Select(subject).Where(s => s > subjectId).Distinct().OrderBy(s => s).Take(most).ToListAsync(cancel);
        if (subjects.Count == 0)
        {
            return [];
        }

        var last = subjects[^1];
        var chosen = await source.Where(Between(subjectId, last)).ToListAsync(cancel);
        return [.. chosen.Select(r => (Row: r, Subject: _subjectOf(r))).OrderBy(r => r.Subject).Select(r => Of(db, r.Row))];
    }

    private Expression<Func<T, bool>> Between(long after, long through) => Expression.Lambda<Func<T, bool>>(
        Expression.AndAlso(
            Expression.GreaterThan(subject.Body, Expression.Constant(after)),
            Expression.LessThanOrEqual(subject.Body, Expression.Constant(through))),
        subject.Parameters);
}
