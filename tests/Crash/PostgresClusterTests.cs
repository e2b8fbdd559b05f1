using Npgsql;

namespace Baotuan.Tests.Crash;

/// <summary>The ground that every PostgreSQL test stands on.</summary>
public sealed class PostgresClusterTests(PostgresCluster cluster)
{
    [Fact]
    public void Committed_row_survives_a_crash_and_an_uncommitted_one_does_not()
    {
        Assert.SkipUnless(PostgresCluster.Available, PostgresCluster.Reason);
        using var own = new PostgresCluster();
        var database = own.CreateDatabase();
        Execute(database, "CREATE TABLE t (n int); INSERT INTO t VALUES (1); CHECKPOINT; INSERT INTO t VALUES (2)");
        using var open = Open(database);
        using var pending = new NpgsqlCommand("BEGIN; INSERT INTO t VALUES (3)", open);
        pending.ExecuteNonQuery();

        own.CrashAndRecover();

        Assert.Equal(3L, Scalar(database, "SELECT sum(n) FROM t"));
    }

    [Fact]
    public void Copy_of_a_template_has_its_rows()
    {
        Assert.SkipUnless(PostgresCluster.Available, PostgresCluster.Reason);
        Execute(cluster.CreateDatabase("filled"), "CREATE TABLE t (n int); INSERT INTO t VALUES (7)");

        Assert.Equal(7L, Scalar(cluster.CreateDatabase(template: "filled"), "SELECT sum(n) FROM t"));
    }

    [Fact]
    public void Default_order_is_not_byte_order()
    {
        Assert.SkipUnless(PostgresCluster.Available, PostgresCluster.Reason);
        // A query that needs byte order and forgets COLLATE "C" must be found out by the tests.
        Assert.Equal(true, Scalar(cluster.CreateDatabase(), "SELECT 'b' < 'C'"));
        Assert.Equal("on", Scalar(cluster.CreateDatabase(), "SHOW fsync"));
    }

    [Fact]
    public void Cluster_leaves_no_folder_behind()
    {
        Assert.SkipUnless(PostgresCluster.Available, PostgresCluster.Reason);
        string folder;
        using (var own = new PostgresCluster())
        {
            folder = Path.GetDirectoryName((string)Scalar(own.CreateDatabase(), "SHOW data_directory")!)!;
            Assert.True(Directory.Exists(folder));
        }

        Assert.False(Directory.Exists(folder));
    }

    static void Execute(string database, string sql) => Scalar(database, sql);

    static object? Scalar(string database, string sql)
    {
        using var connection = Open(database);
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    // Unpooled: a pool would hand out a connection that died with the server.
    static NpgsqlConnection Open(string database)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }
}
