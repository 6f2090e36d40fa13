using System.Buffers;
using Fulgurite.Money;
using Fulgurite.Statements;

namespace Fulgurite.App.Apis.Voltage.Statements;

/// <summary>
/// A statement as one table: every row has the same columns, and the first says what the row is. Amounts stand in
/// whole millisatoshis, and once more in bitcoin with all eleven decimals. Cells are empty where there is nothing to
/// say.
/// </summary>
internal sealed class CsvStatement
{
    private static readonly string[] Columns =
    [
        "record", "sequence", "date_utc", "time_utc", "kind", "text", "reference", "memo",
        "in_msat", "out_msat", "network_fee_msat", "processing_fee_msat", "kept_aside_msat", "balance_msat",
        "in_btc", "out_btc", "network_fee_btc", "processing_fee_btc", "balance_btc", "chain_hash",
    ];

    private readonly IBufferWriter<byte> body;

    /// <summary>Begins one.</summary>
    /// <param name="body">Where to.</param>
    public CsvStatement(IBufferWriter<byte> body)
    {
        this.body = body;
        Writer = new StatementWriter(Begin, Add, End);
    }

    /// <summary>Writes it.</summary>
    public StatementWriter Writer { get; }

    private void Begin(StatementFacts facts, JournalPoint? opening)
    {
        CsvCells.WriteRow(body, Columns);
        var (head, profile) = facts.Wallet;
        About("Organization", facts.OrganizationName, facts.Organization.ToString());
        About("Wallet", profile.Name, head.Wallet.ToString());
        About("First day, UTC", StatementText.Day(facts.Period.FirstDay));
        About("Last day, UTC", StatementText.Day(facts.Period.LastDay));
        About("Period is over", facts.IsComplete ? "yes" : "no");
        About("Currency", "btc");
        About("Generated at", VoltageTime.TextOf(facts.GeneratedAt));
        if (opening is not null)
        {
            Point("opening", "Opening balance", opening);
        }
    }

    private void Add(ShownMovement shown)
    {
        var (movement, line) = (shown.Movement, shown.Movement.Line);
        var (code, words) = StatementText.Of(movement.Kind);
        var at = VoltageTime.TextOf(line.At);
        Row(
            ["movement", StatementText.Number(line.Sequence), at[..10], at[11..^1], code, words],
            [CsvCells.Text(line.Reference), CsvCells.Text(shown.Memo)],
            [movement.In, movement.Out, movement.NetworkFee, movement.ProcessingFee],
            (movement.KeptAside, shown.After));
    }

    private void End(StatementEnd end)
    {
        if (end is { Problem: null, State: { } state })
        {
            Total("received", $"Received, {state.Totals.ReceivedCount}", into: state.Totals.Received);
            Total("sent", $"Sent, {state.Totals.SentCount}", outOf: state.Totals.Sent);
            Total("network_fees", "Network fees", network: state.Totals.NetworkFees);
            Total("processing_fees", "Processing fees", processing: state.Totals.ProcessingFees);
            Total(
                "settlements",
                $"Settlements of bills, {state.Totals.SettlementCount}",
                into: state.Totals.SettledIn,
                outOf: state.Totals.SettledOut);
            Point("closing", "Closing balance", state.Now);
        }

        var verdict = end.Problem is null ? "Established" : "NOT ESTABLISHED: DO NOT RELY ON THIS STATEMENT";
        Plain("end", end.Problem is null ? "established" : "not_established", verdict, "", end.Problem ?? "");
    }

    private void About(string what, string value, string id = "") => Plain("about", "", what, id, value);

    private void Plain(string record, string kind, string words, string reference, string memo) => CsvCells.WriteRow(
        body,
        [
            record, "", "", "", kind, words, reference, CsvCells.Text(memo),
            .. Enumerable.Repeat("", Columns.Length - 8),
        ]);

    private void Point(string record, string words, JournalPoint point) => Row(
        [record, StatementText.Number(point.Sequence), "", "", "", words], ["", ""], null, (null, point));

    private void Total(
        string kind, string words, Msat into = default, Msat outOf = default, Msat network = default,
        Msat processing = default) => Row(
        ["total", "", "", "", kind, words], ["", ""], [into, outOf, network, processing], (null, null));

    private void Row(
        string[] what, string[] about, Msat[]? amounts, (MsatDelta? KeptAside, JournalPoint? After) ends)
    {
        var balance = ends.After?.Balance.Own.Value;
        CsvCells.WriteRow(
            body,
            [
                .. what,
                .. about,
                .. Amounts(amounts, StatementText.Number),
                Amount(ends.KeptAside?.Value, StatementText.Number),
                Amount(balance, StatementText.Number),
                .. Amounts(amounts, StatementText.Btc),
                Amount(balance, StatementText.Btc),
                ends.After?.ChainHash ?? "",
            ]);
    }

    private static IEnumerable<string> Amounts(Msat[]? amounts, Func<long, string> text) =>
        amounts?.Select(amount => text(amount.Value)) ?? Enumerable.Repeat("", 4);

    private static string Amount(long? amountMsat, Func<long, string> text) =>
        amountMsat is { } amount ? text(amount) : "";
}
