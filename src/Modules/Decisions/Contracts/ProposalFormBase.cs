using Baotuan.Decisions.Contracts;
using Baotuan.Engine.Decisions;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.AspNetCore.Components;

namespace Baotuan.Decisions.Contracts;

/// <summary>A form on the page of a proposal: it shows itself to who may use it now, and comes back to the page when it was taken.</summary>
public abstract class ProposalFormBase : PageBase
{
    [Parameter, EditorRequired] public ProposalInfo Proposal { get; set; } = null!;

    /// <summary>Who looks.</summary>
    [Parameter, EditorRequired] public Caller Who { get; set; } = null!;

    /// <summary>What is wrong with what was typed.</summary>
    protected FormErrors Errors { get; } = new();

    // a second click arrives after the first was done: its form must still be there to take it
    protected bool Posting => Http is { Request.Method: "POST" };

    protected bool May(Permission permission) => Who.May(permission, Proposal.Organization.Id);

    /// <summary>Whether this kind of thing is what comes next.</summary>
    protected bool IsNext(Duty duty) => Posting || Proposal.Missing.Any(m => m.Duty == duty && m.Next);

    /// <summary>A day from a field, or an error on it.</summary>
    protected DateOnly? Needed(string field, string label, string? text)
    {
        if (ReadDate(text) is { } day)
            return day;
        Errors.Add(field, $"请填写{label}");
        return null;
    }

    /// <summary>Runs the act; back to the page, or its refusals on the form.</summary>
    protected async Task Do(Func<BaotuanDb, CancellationToken, Task<Outcome<long>>> act, string done)
    {
        if (Errors.Any)
            return;
        var outcome = await Write(act);
        if (outcome.Ok)
            Navigation.NavigateTo($"/proposals/{Proposal.Id}?done={done}");
        else
            Errors.Add(outcome.Refusals);
    }
}
