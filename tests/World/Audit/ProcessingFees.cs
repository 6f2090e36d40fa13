namespace Fulgurite.Worlds.Audit;

/// <summary>What the operator takes for sends: so many ten-thousandths of what is paid, rounded down.</summary>
internal static class ProcessingFees
{
    private const long PerWhole = 10_000;

    /// <summary>What a wallet pays for a send of an amount, by the terms of its line of credit.</summary>
    public static long On(World world, string wallet, long amountMsat) =>
        (long)((Int128)amountMsat * RateOf(world, wallet) / PerWhole);

    /// <summary>What a row of a send says that it pays.</summary>
    public static long Of(StoredRow send) => send.Integer("processing_fee_msat");

    /// <summary>Whether a row of a send says what its line's terms say.</summary>
    public static bool IsRight(World world, StoredRow send) =>
        send.Integer("processing_basis_points") == RateOf(world, send.Partition)
        && Of(send) == On(world, send.Partition, send.Integer("amount_msat"));

    private static long RateOf(World world, string wallet)
    {
        var head = world.Tables.Witness.Row("wallets", wallet, "head");
        var line = head is null ? null : world.Tables.Witness.Row("lines", head.Text("line_of_credit"), "line");
        return line?.Text("environment") == head?.Text("environment")
            ? line?.Integer("send_processing_basis_points") ?? 0
            : 0;
    }
}
