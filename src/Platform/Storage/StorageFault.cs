using Microsoft.Data.Sqlite;
using Npgsql;

namespace Baotuan.Platform.Storage;

/// <summary>A failure of the disk, or of the database below, that nobody's input caused.</summary>
/// <param name="Code">Stable name: <c>disk_full</c>, <c>disk_failed</c>, <c>disk_read_only</c>, <c>database_damaged</c>, <c>database_away</c>.</param>
/// <param name="Message">Chinese: what happened and what to do.</param>
/// <param name="StopsWriting">
/// After a failed write nobody knows what reached the disk, and asking again may be answered with a lie: from then on nothing
/// is written until the program is started anew. False where the next try may do.
/// </param>
public sealed record StorageFault(string Code, string Message, bool StopsWriting)
{
    private const string NotConfirmed = "刚才的操作没有得到确认：重启后请先查看是否已经入账，再决定要不要重做。";

    private static readonly StorageFault DiskFull = new("disk_full", "磁盘已满，已停止写入。请腾出空间，然后重新启动程序。" + NotConfirmed, true);
    private static readonly StorageFault DiskFailed = new("disk_failed", "磁盘读写出错，已停止写入。请检查磁盘，然后重新启动程序。" + NotConfirmed, true);
    private static readonly StorageFault ReadOnly = new("disk_read_only", "数据所在的磁盘变成了只读，已停止写入。请检查磁盘和权限，然后重新启动程序。" + NotConfirmed, true);
    private static readonly StorageFault Damaged = new("database_damaged", "数据库文件已损坏，已停止写入。请停下程序，运行 baotuan verify；对不上时从备份恢复到新目录。", true);
    private static readonly StorageFault NoRoom = new("disk_full", "磁盘已满，没有保存。请腾出空间后再试。", false);
    private static readonly StorageFault Away = new("database_away", "暂时连不上数据库，没有得到确认。请稍后再试；重做以前先查看是否已经入账。", false);

    /// <summary>What stands behind an exception, looking through those that wrap it; null for anything else.</summary>
    public static StorageFault? Of(Exception? problem)
    {
        for (; problem is not null; problem = problem.InnerException)
        {
            if (OfOne(problem) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static StorageFault? OfOne(Exception problem) => problem switch
    {
        StorageFaultException stopped => stopped.Fault,
        SqliteException sqlite => OfSqlite(sqlite.SqliteErrorCode),
        PostgresException postgres => OfPostgres(postgres.SqlState),
        NpgsqlException { IsTransient: true } => Away,
        IOException file => OfFile(file.HResult),
        _ => null,
    };

    // https://sqlite.org/rescode.html, primary codes
    private static StorageFault? OfSqlite(int code) => code switch
    {
        8 => ReadOnly,
        10 => DiskFailed,
        11 or 26 => Damaged,
        13 => DiskFull,
        _ => null,
    };

    // PostgreSQL, Appendix A: SQLSTATE
    private static StorageFault? OfPostgres(string state) => state switch
    {
        "53100" => DiskFull,
        "58030" => DiskFailed,
        "25006" => ReadOnly,
        "XX001" or "XX002" => Damaged,
        "57P01" or "57P02" or "57P03" => Away,
        _ => null,
    };

    // .NET hands on the error number of the system; a file is not the database, so a full disk may be tried again
    private static StorageFault? OfFile(int error) => error switch
    {
        5 => DiskFailed, // EIO
        28 or 122 => NoRoom, // ENOSPC, EDQUOT
        30 => ReadOnly, // EROFS
        _ => null,
    };
}

/// <summary>The disk or the database failed, now or earlier; what was asked for was not confirmed.</summary>
public sealed class StorageFaultException(StorageFault fault, Exception? inner = null) : Exception(fault.Message, inner)
{
    public StorageFault Fault { get; } = fault;
}
