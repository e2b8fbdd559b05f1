namespace Baotuan.Platform.Webhooks;

/// <summary>What somebody asks for when he makes a subscription.</summary>
/// <param name="Login">The account whose rights decide what is sent.</param>
/// <param name="Kinds">Codes of <see cref="FactKind"/>.</param>
/// <param name="ClientId">Made by the form, so that pressing the button twice makes one.</param>
public sealed record WebhookDraft(string Name, string Address, string Login, IReadOnlyList<string> Kinds, string ClientId);

/// <summary>A subscription just made, or with a new secret. The secret is shown this once.</summary>
public sealed record WebhookMade(long Id, string Secret);

/// <summary>A subscription as a page shows it.</summary>
/// <param name="State">See <see cref="WebhookStates"/>.</param>
/// <param name="Login">The account whose rights decide.</param>
/// <param name="AccountDisabled">Nothing goes out while it is.</param>
/// <param name="ApprovedBy">Login; empty while nobody has.</param>
public sealed record WebhookInfo(
    long Id, string Name, string Address, string State, long AccountId, string Login, string AccountName, bool AccountDisabled, IReadOnlyList<FactKind> Kinds, string MadeBy, long MadeAtMs,
    string ApprovedBy, long? ApprovedAtMs, int Waiting, int GivenUp, int Delivered);

/// <summary>A fact on its way, or there.</summary>
/// <param name="State">See <see cref="DeliveryStates"/>.</param>
/// <param name="HappenedAtMs">When the fact was recorded.</param>
/// <param name="NextAtMs">Not before; null once it is closed.</param>
/// <param name="Last">The last try; null before the first.</param>
public sealed record DeliveryInfo(long WebhookId, long FactId, string EventId, string Kind, string KindName, string State, long HappenedAtMs, int Attempts, long? NextAtMs, AttemptInfo? Last);

/// <summary>One try.</summary>
public sealed record AttemptInfo(int No, string Result, int Status, long TookMs, string Answer, long AtMs);
