using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Platform.Access;

/// <summary>
/// The roles that this program ships with, as data. They are brought into the tables once each: what a security administrator
/// took out of a role stays out, what a later version adds comes in.
/// </summary>
public static class RoleFile
{
    /// <summary>One role of the file.</summary>
    public sealed record ShippedRole(string Code, string Name, string Family, IReadOnlyList<string> Permissions);

    public static IReadOnlyList<ShippedRole> Read()
    {
        using var stream = typeof(RoleFile).Assembly.GetManifestResourceStream("roles.csv")!;
        using var reader = new StreamReader(stream);
        return
        [
            .. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.TrimEnd('\r').Split(','))
                .Select(c => new ShippedRole(c[0], c[1], c[2], c[3].Split(' ', StringSplitOptions.RemoveEmptyEntries))),
        ];
    }

    /// <summary>Brings what is not in the tables yet; returns at once when everything is.</summary>
    public static async Task BringAsync(Store store, CancellationToken cancel)
    {
        var shipped = Read();
        await using (var db = store.Open())
        {
            var known = await db.Set<RolePermission>().CountAsync(cancel);
            if (known >= shipped.Sum(r => r.Permissions.Count) && await db.Set<Role>().CountAsync(cancel) >= shipped.Count)
            {
                return;
            }
        }

        _ = (await store.WriteAsync<bool>("program", (db, token) => BringAsync(db, shipped, token), cancel)).Value;
    }

    private static async Task<Kernel.Outcome<bool>> BringAsync(BaotuanDb db, IReadOnlyList<ShippedRole> shipped, CancellationToken cancel)
    {
        var roles = (await db.Set<Role>().Select(r => r.Code).ToListAsync(cancel)).ToHashSet();
        var known = (await db.Set<RolePermission>().Select(p => p.RoleCode + " " + p.Permission).ToListAsync(cancel)).ToHashSet();
        foreach (var role in shipped)
        {
            if (roles.Add(role.Code))
            {
                db.Add(new Role { Code = role.Code, Name = role.Name, Family = role.Family });
            }

            db.AddRange(role.Permissions.Where(p => known.Add(role.Code + " " + p))
                .Select(p => new RolePermission { RoleCode = role.Code, Permission = p, Active = true }));
        }

        await db.LogAsync("roles.bring", "roles", $"{shipped.Count}", cancel, kind: "access");
        return true;
    }
}
