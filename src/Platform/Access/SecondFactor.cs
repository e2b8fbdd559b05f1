using System.Globalization;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Platform.Access;

/// <summary>What an administrator still has to do before anything else.</summary>
public enum SecondFactorDuty
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>He has neither an authenticator nor a passkey: set one up.</summary>
    SetUp,

    /// <summary>He has a passkey and came in by his password alone: sign in with the passkey.</summary>
    UsePasskey,
}

/// <summary>
/// Whether the three administrators must have a second factor: a dated setting, on from the beginning (GB/T 22239-2019 8.1.4.1 asks for two
/// factors at level 3). Only the program at the machine that holds the data changes it.
/// </summary>
public static class SecondFactor
{
    private const string Prefix = "second-factor/";
    private const string On = "on";

    /// <summary>Whether it is demanded on a day: the last setting from that day or before; on where there is none.</summary>
    public static async Task<bool> IsDemandedAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        var settings = await db.Set<Setting>().AsNoTracking().Where(s => s.Name.StartsWith(Prefix)).ToListAsync(cancel);
        var last = settings.Select(s => (From: DateOnly.ParseExact(s.Name[Prefix.Length..], "yyyy-MM-dd", CultureInfo.InvariantCulture), s.Value))
            .Where(s => s.From <= today).OrderBy(s => s.From).LastOrDefault();
        return last.Value is null or On;
    }

    /// <summary>Sets it from a day on, with a reason.</summary>
    public static async Task<Outcome<bool>> SetAsync(BaotuanDb db, bool demanded, DateOnly from, string? reason, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.RightManage);
        if (!db.Caller.IsProgram)
        {
            return new Refusal("only_at_the_machine", "这项设置只能在存放数据的机器上用命令改。");
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return new Refusal("reason_missing", "请用 --reason 写明原因。");
        }

        var name = Prefix + from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var value = demanded ? On : "off";
        var setting = await db.Set<Setting>().AsTracking().FirstOrDefaultAsync(s => s.Name == name, cancel);
        if (setting is null)
        {
            db.Add(new Setting { Name = name, Value = value });
        }
        else
        {
            setting.Value = value;
        }

        await db.LogAsync(demanded ? "second-factor.demand" : "second-factor.waive", "setting/second-factor", $"{from:yyyy-MM-dd} 起：{reason.Trim()}", cancel, kind: "access");
        return demanded;
    }

    /// <summary>What a person must do first, who came in by one factor alone.</summary>
    public static async Task<SecondFactorDuty> DutyAsync(BaotuanDb db, Caller caller, DateOnly today, CancellationToken cancel)
    {
        var roles = caller.Roles.ToArray();
        if (roles.Length == 0 || !await db.Set<Role>().AnyAsync(r => r.Family == "admin" && roles.Contains(r.Code), cancel) || !await IsDemandedAsync(db, today, cancel))
        {
            return SecondFactorDuty.None;
        }

        return await db.Set<Passkey>().AnyAsync(p => p.UserId == caller.UserId, cancel) ? SecondFactorDuty.UsePasskey : SecondFactorDuty.SetUp;
    }
}

/// <summary>Somebody is about to do something sensitive and did not show within the last minutes that it is himself.</summary>
public sealed class ConfirmationNeededException() : Exception("the person has to confirm himself first");
