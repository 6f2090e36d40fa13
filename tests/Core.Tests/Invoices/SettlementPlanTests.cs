using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Money;
using Fulgurite.Storage;

namespace Fulgurite.Tests.Invoices;

public sealed class SettlementPlanTests
{
    private static readonly Dictionary<string, CallbackScheme> Schemes =
        new() { ["plain"] = Samples.Scheme("plain") };

    // An invoice over 250,000 sat at 80 basis points. "stored" is its state when the node's word arrives; "none" is a
    // crash between the hash index and the invoice. The BOLTs let a payer send up to twice the amount.
    private const string Settlements = """
        stored   | paid msat           | told | outcome   | moved to  | fee msat          | writes
        ---------|---------------------|------|-----------|-----------|-------------------|-------
        Open     | 1                   | 0    | credited  | available | 0                 | invoice -open ended
        Open     | 124999999           | 0    | credited  | available | 999000            | invoice -open ended
        Open     | 250000000           | 0    | credited  | available | 2000000           | invoice -open ended
        Open     | 250000000           | 1    | credited  | available | 2000000           | invoice -open ended due×1
        Open     | 250000000           | 2    | credited  | available | 2000000           | invoice -open ended due×2
        Open     | 500000000           | 1    | credited  | available | 4000000           | invoice -open ended due×1
        Open     | 2100000000000000000 | 0    | credited  | available | 16800000000000000 | invoice -open ended
        Settled  | 250000000           | 1    | suspended | suspense  | 0                 |
        Expired  | 1                   | 1    | suspended | suspense  | 0                 |
        Expired  | 250000000           | 0    | suspended | suspense  | 0                 |
        Canceled | 250000000           | 1    | suspended | suspense  | 0                 |
        none     | 250000000           | 2    | suspended | suspense  | 0                 |
        none     | 2100000000000000000 | 0    | suspended | suspense  | 0                 |
        """;

    [Fact]
    public void Credits_an_open_invoice_and_suspends_the_rest() => Assert.All(TextTable.Parse(Settlements), line =>
    {
        var (isCredited, paid) = (line["outcome"] == "credited", line["paid msat"]);
        var change = Decide(
            line["stored"] == "none" ? null : Enum.Parse<InvoiceState>(line["stored"]),
            new Msat(long.Parse(paid)),
            int.Parse(line["told"]));
        Assert.Equal(line["outcome"], change.Outcome);
        Assert.Equal(isCredited ? "invoice.settled" : "settlement.suspended", Assert.Single(change.Events).Type);
        Assert.Equal(
            line["fee msat"] == "0"
                ? [$"lightning-in>{line["moved to"]}:{paid}"]
                : [$"lightning-in>{line["moved to"]}:{paid}", $"available>processing-fees:{line["fee msat"]}"],
            change.Transfers.Select(transfer => transfer.ToString()));
        Assert.Equal(
            line["writes"].Replace("due×1", "delivery due").Replace("due×2", "delivery due delivery due"),
            string.Join(' ', change.Writes.Select(Describe)));
        Assert.Equal(change.Writes.Count > 3, change.AttentionAt is not null);
    });

    [Fact]
    public void The_invoice_keeps_what_was_paid_and_when()
    {
        var write = Decide(InvoiceState.Open, Msat.FromSats(250_000), 0).Writes[0];
        var invoice = InvoiceRows.ToInvoice(new Row(write.Key, new ETag("2"), write.Fields));
        Assert.Equal(
            Samples.Invoice with
            {
                State = InvoiceState.Settled,
                AmountPaid = Msat.FromSats(250_000),
                FeePaid = Msat.FromSats(2_000),
                SettledAt = Samples.Settlement.SettledAt,
                EndedAt = Samples.At,
            },
            invoice);
        Assert.Equal((RowWriteKind.Replace, new ETag("1")), (write.Kind, write.Version));
    }

    [Fact]
    public void A_retry_tells_the_same_event_and_the_same_deliveries()
    {
        var first = Decide(InvoiceState.Open, Msat.FromSats(250_000), 2);
        var again = Decide(InvoiceState.Open, Msat.FromSats(250_000), 2);
        Assert.Equal(first.Events[0].Id, again.Events[0].Id);
        Assert.Equal(first.Writes.Select(write => write.Key), again.Writes.Select(write => write.Key));
    }

    // Two rows for each delivery beside the five of the settlement: more would never fit and the money never arrive.
    [Fact]
    public void Seventeen_endpoints_fit_a_change() =>
        Assert.True(3 + Decide(InvoiceState.Open, new Msat(1), 17).Writes.Count <= BookChange.WritesMax);

    private static BookChange Decide(InvoiceState? stored, Msat paid, int endpoints)
    {
        var plan = SettlementPlan.Decide(
            stored is { } state ? Samples.Invoice with { State = state } : null,
            stored is null ? null : new ETag("1"),
            null,
            Samples.Settlement with { AmountPaid = paid },
            new Audience(
                null,
                [.. Enumerable.Range(1, endpoints).Select(n => Samples.Endpoint with { Id = new EndpointId(Id(n)) })],
                Schemes),
            Samples.At);
        return plan.Change(Samples.InvoiceId);
    }

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    private static string Describe(RowWrite write) =>
        (write.Kind == RowWriteKind.Delete ? "-" : "") + write.Key.Row.Split('|')[0];
}
