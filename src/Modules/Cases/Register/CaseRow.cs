using Baotuan.Proofs.Contracts;

namespace Baotuan.Cases.Register;

/// <summary>A case as it came in. Append-only; what becomes of it are its events.</summary>
internal sealed class CaseRow : INumbered
{
    public const string TableName = "cases_case";

    public long Id { get; set; }

    /// <summary>JF-2026-0001: prefix of the kind, year of receipt, running number in both.</summary>
    public string Number { get; set; } = "";

    /// <summary>Number in the register that it was imported from; empty where it was taken in here.</summary>
    public string NumberThere { get; set; } = "";

    /// <summary>The import that brought it; 0 where it was taken in here.</summary>
    public long ImportBatchId { get; set; }

    /// <summary>See <see cref="Kinds.CaseKinds"/>.</summary>
    public string Kind { get; set; } = "";
    public string Category { get; set; } = "";

    /// <summary>What everybody who sees the list reads; empty where the kind is confidential.</summary>
    public string Title { get; set; } = "";

    /// <summary>See <see cref="Contracts.CaseChannels"/>.</summary>
    public string Channel { get; set; } = "";

    /// <summary>Whom the matter is about: the village it comes from, the unit complained of.</summary>
    public long SubjectId { get; set; }

    /// <summary>Who answers for it: the unit whose joint meeting gives it to somebody.</summary>
    public long OwnerId { get; set; }

    /// <summary>Who took it in.</summary>
    public long CreatorId { get; set; }

    /// <summary>Division code under which the days of the clocks are found.</summary>
    public string Region { get; set; } = "";
    public bool Anonymous { get; set; }

    /// <summary>Came by the channel that the unit complained of does not see.</summary>
    public bool Confidential { get; set; }
    public DateOnly ReceivedOn { get; set; }

    /// <summary>Made by the form, so that pressing the button twice takes in once.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>SHA-256 of the code on the slip, in hex: 79 bits of chance stand behind it.</summary>
    public string CodeHash { get; set; } = "";

    /// <summary>The code, sealed, for printing the slip again.</summary>
    public byte[] CodeSealed { get; set; } = [];

    /// <summary>What was said, sealed.</summary>
    public byte[] Statement { get; set; } = [];
    public long UserId { get; set; }
    public long? UnitId { get; set; }
    public long RecordedAtMs { get; set; }
}
