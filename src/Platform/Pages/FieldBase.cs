using Microsoft.AspNetCore.Components;

namespace Baotuan.Platform.Pages;

/// <summary>What every kind of field is told. Name is the posted form name ("Input.Code"); Value is the text as it was typed, so that a refused form keeps it.</summary>
public abstract class FieldBase : ComponentBase
{
    [CascadingParameter] private FormErrors? Errors { get; set; }

    [Parameter, EditorRequired] public string Name { get; set; } = "";
    [Parameter, EditorRequired] public string Label { get; set; } = "";
    [Parameter] public string? Value { get; set; }
    [Parameter] public bool Required { get; set; }
    /// <summary>Why the field is asked, or how to fill it.</summary>
    [Parameter] public string? Hint { get; set; }
    /// <summary>Overrides the message that PostForm hands down.</summary>
    [Parameter] public string? Error { get; set; }

    protected string Id => FormErrors.IdOf(Name);
    protected string? Message => Error ?? Errors?[Name];
    protected string? Invalid => Message is null ? null : "true";
    protected string? RequiredText => Required ? "required" : null;
    protected string? DescribedBy => (Hint, Message) switch
    {
        (null, null) => null,
        (not null, null) => Id + "-hint",
        (null, not null) => Id + "-error",
        _ => $"{Id}-hint {Id}-error",
    };
    protected string InputClass(string kind) => Message is null ? kind : kind + " is-invalid";
}
