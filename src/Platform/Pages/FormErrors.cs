using Baotuan.Kernel;

namespace Baotuan.Platform.Pages;

/// <summary>What is wrong with a submitted form, field by field, in the order it was found. The empty name stands for the form as a whole.</summary>
public sealed class FormErrors
{
    private readonly List<(string Field, string Message)> _all = [];

    public IReadOnlyList<(string Field, string Message)> All => _all;

    public bool Any => _all.Count > 0;

    /// <summary>First message of a field, null when the field is fine.</summary>
    public string? this[string field] =>
        _all.Where(e => e.Field == field).Select(e => e.Message).FirstOrDefault();

    public FormErrors Add(string field, string message)
    {
        _all.Add((field, message));
        return this;
    }

    /// <summary>What a use case refused, for the form as a whole.</summary>
    public FormErrors Add(IReadOnlyList<Refusal> refusals)
    {
        foreach (var refusal in refusals)
            Add("", refusal.Message);
        return this;
    }

    /// <summary>Notes that a required field is empty and returns whether it is filled.</summary>
    public bool Require(string field, string label, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
            return true;
        Add(field, $"请填写{label}");
        return false;
    }

    /// <summary>The id of a field's input in the page.</summary>
    public static string IdOf(string field) => "f-" + field.Replace('.', '-').Replace('[', '-').Replace(']', '-');
}
