using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;

namespace Baotuan.Platform;

/// <summary>
/// The front door of a module: what it is called, which tables it brings, which of them are append-only,
/// which set-based checks guard its headers, and which use cases it registers by hand.
/// </summary>
public interface IModule
{
    /// <summary>Lower-case name; every table of the module begins with it and an underscore.</summary>
    string Name { get; }

    void Tables(ModelBuilder model);

    /// <summary>Tables on which UPDATE, DELETE and TRUNCATE are refused by triggers in both databases.</summary>
    IReadOnlyList<string> AppendOnlyTables { get; }

    /// <summary>Checks that run when a header row is inserted.</summary>
    IReadOnlyList<InsertCheck> InsertChecks => [];

    /// <summary>Sheets that can be imported, in the order in which they build on each other.</summary>
    IReadOnlyList<SheetImport> Imports => [];

    /// <summary>What may be done in this module; roles hold these.</summary>
    IReadOnlyList<Permission> Permissions => [];

    void Register(IServiceCollection services);

    /// <summary>Maps what is no page: downloads.</summary>
    void Map(IEndpointRouteBuilder routes)
    {
    }
}

/// <summary>
/// A trigger that refuses the insertion of a row into <paramref name="Table"/> when <paramref name="RefuseWhen"/> holds.
/// The condition is plain SQL of the common subset in which <c>NEW.</c> names the new row, so one text serves both databases.
/// </summary>
public sealed record InsertCheck(string Name, string Table, string RefuseWhen, string Message);
