using Baotuan.Kernel;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;

namespace Baotuan.Platform.Access;

/// <summary>What everybody may read without signing in; the module that publishes says so.</summary>
public interface IPublicReach
{
    /// <summary>Rights of the public: reading alone, and nothing about a person.</summary>
    IReadOnlyList<Permission> PublicPermissions { get; }

    /// <summary>Organisations whose records are shown to everybody on a day.</summary>
    Task<OrganizationSet> ShownAsync(BaotuanDb db, DateOnly today, CancellationToken cancel);

    /// <summary>The right to people's lines, where an organisation resolved that everybody may see them.</summary>
    Permission LinePermission { get; }

    /// <summary>Organisations whose people's lines are open to everybody on a day.</summary>
    Task<OrganizationSet> LinesShownAsync(BaotuanDb db, DateOnly today, CancellationToken cancel);
}

/// <summary>
/// The one way of public pages to the data: in the name of nobody, with the rights of the public, over the organisations that
/// are shown. Who is signed in makes no difference. A query that asks for more is refused like anybody else's.
/// </summary>
public sealed class PublicDesk(Store store)
{
    /// <summary>Login of the public; it stands in no log, since reading here leaves no line.</summary>
    public const string Login = "public";

    public TimeProvider Time => store.Time;

    public DateOnly Today => store.Time.Today();

    /// <summary>A context for reading.</summary>
    public async Task<BaotuanDb> OpenAsync(CancellationToken cancel)
    {
        await using var all = store.Open();
        return store.Open(await CallerAsync(all, Today, cancel));
    }

    /// <summary>A context for reading people's lines as well, over the organisations alone that resolved so and are shown.</summary>
    public async Task<BaotuanDb> OpenLinesAsync(CancellationToken cancel)
    {
        await using var all = store.Open();
        var reach = all.Modules.OfType<IPublicReach>().Single();
        var caller = await CallerAsync(all, Today, cancel);
        var open = await reach.LinesShownAsync(all, Today, cancel);
        return store.Open(caller with
        {
            Permissions = caller.Permissions.Append(reach.LinePermission.Code).ToHashSet(),
            View = new(false, open.Ids.Where(caller.View.Contains).ToHashSet()),
        });
    }

    /// <summary>The public as a caller.</summary>
    /// <exception cref="InvalidOperationException">A module gives the public a right to write.</exception>
    public static async Task<Caller> CallerAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        var reach = db.Modules.OfType<IPublicReach>().Single();
        return reach.PublicPermissions.FirstOrDefault(p => p.Writes) is { } writes
            ? throw new InvalidOperationException($"the public may not be given {writes.Code}")
            : new()
            {
                Login = Login, Name = "公众", Permissions = reach.PublicPermissions.Select(p => p.Code).ToHashSet(),
                View = await reach.ShownAsync(db, today, cancel),
            };
    }
}
