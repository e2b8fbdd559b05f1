namespace Baotuan.Platform.Pages;

/// <summary>One step of the breadcrumb. The last one, the page itself, carries no address.</summary>
public sealed record Crumb(string Text, string? Href = null);
