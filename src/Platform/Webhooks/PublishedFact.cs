using Baotuan.Platform.Storage;

namespace Baotuan.Platform.Webhooks;

/// <summary>Something that happened, as other systems may hear of it: codes, numbers, days and the state, never what was said or by whom.</summary>
/// <param name="Kind">Code of a <see cref="FactKind"/>.</param>
/// <param name="Subject">The record, as kind/number.</param>
/// <param name="Key">Says the fact once.</param>
/// <param name="Path">Page of the record on this site.</param>
/// <param name="Data">A JSON object.</param>
public sealed record PublishedFact(string Kind, string Subject, string Key, string Path, string Data);

/// <summary>A kind of fact that an address may ask for.</summary>
/// <param name="Code">As it stands in messages: <c>case.received</c>.</param>
public sealed record FactKind(string Code, string Chinese);

/// <summary>A module that publishes facts.</summary>
public interface IPublishes
{
    IReadOnlyList<FactKind> FactKinds { get; }

    /// <summary>Whether the caller of the context may know of what the fact is about, as things stand now. Asks <see cref="BaotuanDb.Access"/>; asked before each sending.</summary>
    Task<bool> MayKnowAsync(BaotuanDb db, PublishedFact fact, CancellationToken cancel);

    /// <summary>Facts of a kind that a day brings and no act, from a day on until yesterday; those published already may be among them. For a program.</summary>
    Task<IReadOnlyList<PublishedFact>> DueAsync(BaotuanDb db, string kind, DateOnly since, DateOnly today, CancellationToken cancel);
}
