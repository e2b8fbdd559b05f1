namespace Baotuan.Platform.Pages;

/// <summary>One choice of a SelectField: the posted value and the text shown.</summary>
public sealed record FieldOption(string Value, string Text);
