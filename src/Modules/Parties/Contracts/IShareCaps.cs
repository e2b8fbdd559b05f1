using Baotuan.Engine.Shares;
using Baotuan.Platform.Storage;

namespace Baotuan.Parties.Contracts;

/// <summary>
/// Knows how much of a collective's shares one member may hold. The figures stand in a module further down, which implements this; where no
/// module does, or no figure is known for the region, there is no cap.
/// </summary>
public interface IShareCaps
{
    /// <summary>The caps of a collective in the order of their days; before the first there is none.</summary>
    Task<IReadOnlyList<ShareCap>> OfAsync(BaotuanDb db, OrganizationInfo collective, CancellationToken cancel);
}
