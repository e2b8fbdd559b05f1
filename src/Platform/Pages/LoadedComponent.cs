using Microsoft.AspNetCore.Components;

namespace Baotuan.Platform.Pages;

/// <summary>
/// A component that is shown once what it needs is there. <see cref="ComponentBase"/> also renders at the first await of its initialisation, with whatever
/// fields are set by then: half of the data or none, work for nothing, and an error where a field is still missing.
/// </summary>
public abstract class LoadedComponent : ComponentBase
{
    private Task? _loading;

    /// <inheritdoc/>
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        await (_loading ??= LoadAsync());
        OnParametersSet();
        await OnParametersSetAsync();
        StateHasChanged();
    }

    private async Task LoadAsync()
    {
        OnInitialized();
        await OnInitializedAsync();
    }
}
