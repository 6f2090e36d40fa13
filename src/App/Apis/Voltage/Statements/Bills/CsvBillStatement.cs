using System.Buffers;
using Fulgurite.App.Apis.Voltage.Bills;

namespace Fulgurite.App.Apis.Voltage.Statements.Bills;

/// <summary>
/// A bill's statement as one table: a row for each wallet, before it what it is about, after it its totals. What leaves
/// a wallet is below zero, so that a row adds up from the starting to the ending balance.
/// </summary>
internal sealed class CsvBillStatement
{
    private const int EmptyCells = 5;

    private readonly IBufferWriter<byte> body;

    /// <summary>Begins one.</summary>
    /// <param name="body">Where to.</param>
    public CsvBillStatement(IBufferWriter<byte> body)
    {
        this.body = body;
        Writer = new BillStatementWriter(Begin, Add, End);
    }

    /// <summary>Writes it.</summary>
    public BillStatementWriter Writer { get; }

    private void Begin(BillFacts facts)
    {
        var bill = facts.Bill;
        CsvCells.WriteRow(
            body,
            [
                "record", "text", "id", "name", "amount_msat", "amount_btc",
                .. BillColumns.All.Select(column => column.Name),
                "received_count", "sent_count", "first_line", "last_line", "closing_chain_hash",
            ]);
        About("Bill", "", bill.Id.ToString());
        About("Organization", facts.OrganizationName, bill.Organization.ToString());
        About("Line of credit", "", bill.LineOfCredit.ToString());
        About("First day, UTC", StatementText.Day(facts.Period.FirstDay));
        About("Last day, UTC", StatementText.Day(facts.Period.LastDay));
        About("Currency", "btc");
        About("Status", BillWords.Of(bill.Status));
        About("Settlement", BillWords.Of(bill.Type));
        About("Due at", VoltageTime.TextOf(bill.DueAt));
        About("Generated at", VoltageTime.TextOf(facts.GeneratedAt));
    }

    private void Add(ShownItem shown)
    {
        var item = shown.Item;
        CsvCells.WriteRow(
            body,
            [
                "wallet", "Wallet", item.Wallet.ToString(), CsvCells.Text(shown.WalletName), "", "",
                .. BillColumns.All.Select(column => StatementText.Number(column.Of(item))),
                .. new[] { item.ReceivedCount, item.SentCount, item.FirstLine, item.LastLine }
                    .Select(StatementText.Number),
                shown.End.ChainHash,
            ]);
    }

    private void End(BillFacts facts, string? problem)
    {
        if (problem is null)
        {
            foreach (var (name, words, amountMsat) in BillColumns.TotalsOf(facts.Bill))
            {
                Row("total", words, name, "", amountMsat);
            }

            Row("total", "Due", "amount_due_msat", "", facts.Bill.AmountDue.Value);
            Row("total", "Paid", "amount_paid_msat", "", facts.Bill.AmountPaid.Value);
        }

        var verdict = problem is null ? "Established" : "NOT ESTABLISHED: DO NOT RELY ON THIS STATEMENT";
        Row("end", verdict, problem is null ? "established" : "not_established", problem ?? "", null);
    }

    private void About(string words, string value, string id = "") => Row("about", words, id, value, null);

    private void Row(string record, string words, string id, string name, long? amountMsat) => CsvCells.WriteRow(
        body,
        [
            record, words, id, CsvCells.Text(name),
            amountMsat is { } amount ? StatementText.Number(amount) : "",
            amountMsat is { } again ? StatementText.Btc(again) : "",
            .. Enumerable.Repeat("", BillColumns.All.Count + EmptyCells),
        ]);
}
