using System.Buffers;
using Fulgurite.App.Pages;
using Fulgurite.Billing;

namespace Fulgurite.App.Apis.Voltage.Statements.Bills;

/// <summary>A bill's statement as one page that needs no other file: a card for each wallet, and the sum.</summary>
internal sealed class HtmlBillStatement
{
    private readonly IBufferWriter<byte> body;

    /// <summary>Begins one.</summary>
    /// <param name="body">Where to.</param>
    public HtmlBillStatement(IBufferWriter<byte> body)
    {
        this.body = body;
        Writer = new BillStatementWriter(Begin, Add, End);
    }

    /// <summary>Writes it.</summary>
    public BillStatementWriter Writer { get; }

    private void Begin(BillFacts facts)
    {
        var bill = facts.Bill;
        StatementPage.Begin(body, $"Bill · {facts.OrganizationName} · {Period(facts)}");
        StatementPage.Write(body, Html.Of($"""
            <section class="card">
            <h1>Bill of <bdi>{facts.OrganizationName}</bdi></h1>
            <p class="lead">{Period(facts)}, UTC, both days included. All amounts are bitcoin, in satoshis; what leaves
            a wallet is below zero.</p>
            <dl class="facts">
            <div><dt>Bill</dt><dd class="id">{bill.Id.ToString()}</dd></div>
            <div><dt>Organization</dt><dd class="id">{bill.Organization.ToString()}</dd></div>
            <div><dt>Line of credit</dt><dd class="id">{bill.LineOfCredit.ToString()}</dd></div>
            <div><dt>Status</dt><dd>{StatusOf(bill)}</dd></div>
            <div><dt>Due</dt><dd>{PageText.Time(bill.DueAt)}</dd></div>
            <div><dt>Made</dt><dd>{PageText.Time(facts.GeneratedAt)}</dd></div>
            {Fact("Pay over Lightning", bill.PaymentRequest)}
            {Fact("Pay on chain", bill.Address)}
            </dl>
            </section>

            """));
    }

    private void Add(ShownItem shown)
    {
        var item = shown.Item;
        var rows = BillColumns.All.Where(column => BillColumns.IsShown(column.Name, item.IsFeesOnly))
            .Select(column => StatementPage.Sum(column.Words, null, column.Of(item)))
            .ToList();
        StatementPage.Write(body, Html.Of($"""
            <section class="card">
            <h2>Wallet <bdi>{shown.WalletName}</bdi> <span class="id">{item.Wallet.ToString()}</span></h2>
            {StatementPage.Sums(rows.Take(BillColumns.BookColumns))}
            {StatementPage.Sums(rows.Skip(BillColumns.BookColumns))}
            <p class="note">{StatementText.Counted(item.ReceivedCount, "receipt")} and
            {StatementText.Counted(item.SentCount, "send")}; lines {item.FirstLine} to {item.LastLine} of the wallet's
            journal.</p>
            {StatementPage.Proof((shown.Start.Sequence, shown.Start.ChainHash), (item.LastLine, shown.End.ChainHash))}
            </section>

            """));
    }

    private void End(BillFacts facts, string? problem)
    {
        StatementPage.Write(body, problem is null ? Totals(facts.Bill) : StatementPage.Failure(problem));
        StatementPage.End(body);
    }

    private static Html Totals(Bill bill)
    {
        var rows = BillColumns.TotalsOf(bill).Where(row => BillColumns.IsShown(row.Name, bill.Totals.IsFeesOnly))
            .Select(row => StatementPage.Sum(row.Words, null, row.AmountMsat));
        return Html.Of($"""
            <section class="card" aria-labelledby="totals">
            <h2 id="totals">Totals of {StatementText.Counted(bill.Totals.Wallets, "wallet")}</h2>
            {StatementPage.Sums(rows)}
            <p class="note">Due: {StatementPage.Sats(bill.AmountDue.Value)} sats, by the
            {(bill.Type == SettlementType.Collection ? "customer" : "operator")}. Paid on it so far:
            {StatementPage.Sats(bill.AmountPaid.Value)} sats.</p>
            </section>

            """);
    }

    private static string Period(BillFacts facts) =>
        $"{StatementText.Day(facts.Period.FirstDay)} to {StatementText.Day(facts.Period.LastDay)}";

    private static string StatusOf(Bill bill) => bill.Status switch
    {
        BillStatus.PaymentDue => bill.IsOwed ? "Payment is due" : "To be paid out, or carried over",
        BillStatus.Processing => bill.Payout is null ? "Paid, being settled with the wallets" : "Being paid out",
        BillStatus.Paid => "Paid and settled",
        BillStatus.Void => "Taken over by the next bill",
        BillStatus.Failed => "The payout failed; another can be asked for",
    };

    private static Html Fact(string words, string? text) => text is null
        ? Html.Empty
        : Html.Of($"""<div><dt>{words}</dt><dd class="id">{text}</dd></div>""");
}
