using System.Text;
using System.Text.Json.Nodes;
using Baotuan.Transparency;
using Baotuan.Transparency.Leaves;

namespace Baotuan.Proofs.Contracts;

/// <summary>What a module hands to the log in the transaction that makes the record, and again when the log is verified.</summary>
/// <param name="Type">Of the leaf: <c>voucher</c>.</param>
/// <param name="SubjectId">Number of the record in its own table.</param>
public abstract record LeafDraft(string Type, long SubjectId)
{
    /// <summary>Whose secrets it needs.</summary>
    public abstract long OrganizationId { get; }

    /// <summary>Makes the leaves for the indexes from <paramref name="firstIndex"/>.</summary>
    /// <param name="stored">When verifying: the leaves that stand there, of which those are taken over whose secret was erased.</param>
    internal abstract IEnumerable<LeafBlock> Build(long firstIndex, Secrets secrets, Func<int, byte[]?>? stored);
}

/// <summary>One leaf.</summary>
/// <param name="Fields">Public: everybody can read them in the log.</param>
/// <param name="Owner">Whose secret salts the commitment.</param>
/// <param name="Record">What is committed to and shown only to those whom it concerns; null when the leaf is public whole.</param>
public sealed record OneLeaf(string Type, long SubjectId, IReadOnlyList<(string Name, string Value)> Fields, LeafOwner Owner, JsonObject? Record)
    : LeafDraft(Type, SubjectId)
{
    /// <inheritdoc/>
    public override long OrganizationId => Owner.OrganizationId;

    /// <summary>The record as it is committed to.</summary>
    public byte[]? RecordBytes => Record is null ? null : CanonicalJson.Write(Record);

    internal override IEnumerable<LeafBlock> Build(long firstIndex, Secrets secrets, Func<int, byte[]?>? stored)
    {
        var leaf = new Leaf(Type, Fields, null);
        if (RecordBytes is { } record)
        {
            if (secrets.Of(Owner, firstIndex) is not { } secret)
            {
                yield return LeafBlock.Of(Type, SubjectId, firstIndex, stored?.Invoke(0) ?? throw new InvalidOperationException("the secret of a new leaf was erased"));
                yield break;
            }

            var salt = Commitment.Salt(secret, firstIndex);
            secrets.Opened?.Invoke(new(firstIndex, salt, record));
            leaf = leaf with { Commit = Commitment.Of(Encoding.UTF8.GetBytes(leaf.Tag), salt, record) };
        }

        yield return LeafBlock.Of(Type, SubjectId, firstIndex, leaf.ToBytes());
    }
}

/// <summary>Many leaves about one subject, made a block at a time.</summary>
/// <param name="Owner">Whose members the leaves are about.</param>
/// <param name="Make">From the first index and the secrets; the third answers with a leaf that stands already, when verifying.</param>
public sealed record ManyLeaves(string Type, long SubjectId, long Owner, Func<long, Secrets, Func<int, byte[]?>?, IEnumerable<LeafBlock>> Make)
    : LeafDraft(Type, SubjectId)
{
    /// <inheritdoc/>
    public override long OrganizationId => Owner;

    internal override IEnumerable<LeafBlock> Build(long firstIndex, Secrets secrets, Func<int, byte[]?>? stored) => Make(firstIndex, secrets, stored);
}

/// <summary>Leaves of one type as they follow from the tables, so that the log can be held against them.</summary>
public interface ILeafSource
{
    /// <summary>Type of the leaves.</summary>
    string Type { get; }

    /// <summary>What it is called in Chinese: 凭证.</summary>
    string Name { get; }

    /// <summary>The next drafts in the order of their subjects, after one subject; fewer than asked for only at the end.</summary>
    Task<IReadOnlyList<LeafDraft>> AfterAsync(Platform.Storage.BaotuanDb db, long subjectId, int most, CancellationToken cancel);
}

/// <summary>A module whose records are in the log.</summary>
public interface IKeepsLeaves
{
    /// <summary>One source for each type of leaf.</summary>
    IReadOnlyList<ILeafSource> LeafSources { get; }
}
