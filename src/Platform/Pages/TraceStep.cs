namespace Baotuan.Platform.Pages;

/// <summary>One step of a calculation as it is shown: what is computed, the rule with its numbers put in, the result, and the steps below it.</summary>
public sealed record TraceStep(string What, string? How = null, string? Result = null, IReadOnlyList<TraceStep>? Parts = null);
