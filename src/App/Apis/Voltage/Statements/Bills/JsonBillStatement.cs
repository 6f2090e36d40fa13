using System.Buffers;
using System.Text.Json;
using Fulgurite.App.Apis.Voltage.Bills;

namespace Fulgurite.App.Apis.Voltage.Statements.Bills;

/// <summary>A bill's statement as one JSON object.</summary>
internal sealed class JsonBillStatement
{
    private readonly Utf8JsonWriter json;

    /// <summary>Begins one.</summary>
    /// <param name="body">Where to.</param>
    public JsonBillStatement(IBufferWriter<byte> body)
    {
        json = new Utf8JsonWriter(body);
        Writer = new BillStatementWriter(Begin, Add, End);
    }

    /// <summary>Writes it.</summary>
    public BillStatementWriter Writer { get; }

    private void Begin(BillFacts facts)
    {
        var bill = facts.Bill;
        json.WriteStartObject();
        json.WriteString("bill_id", bill.Id.ToString());
        WriteNamed("organization", bill.Organization.ToString(), facts.OrganizationName);
        json.WriteString("environment_id", bill.Environment.ToString());
        json.WriteString("line_of_credit_id", bill.LineOfCredit.ToString());
        json.WriteString("currency", "btc");
        json.WriteString("unit", "msats");
        json.WriteStartObject("period");
        json.WriteString("from", StatementText.Day(facts.Period.FirstDay));
        json.WriteString("to", StatementText.Day(facts.Period.LastDay));
        json.WriteString("starts_at", VoltageTime.TextOf(bill.Period.Start));
        json.WriteString("ends_before", VoltageTime.TextOf(bill.Period.End));
        json.WriteEndObject();
        json.WriteString("status", BillWords.Of(bill.Status));
        json.WriteString("settlement_type", BillWords.Of(bill.Type));
        json.WriteNumber("amount_due_msat", bill.AmountDue.Value);
        json.WriteNumber("amount_paid_msat", bill.AmountPaid.Value);
        json.WriteString("payment_request", bill.PaymentRequest);
        json.WriteString("address", bill.Address);
        WriteInstant("created_at", bill.CreatedAt);
        WriteInstant("due_at", bill.DueAt);
        WriteInstant("covered_at", bill.CoveredAt);
        WriteInstant("settled_at", bill.PaidAt);
        WriteInstant("voided_at", bill.VoidedAt);
        WriteInstant("generated_at", facts.GeneratedAt);
        json.WriteStartArray("wallets");
    }

    private void Add(ShownItem shown)
    {
        var item = shown.Item;
        json.WriteStartObject();
        WriteNamed("wallet", item.Wallet.ToString(), shown.WalletName);
        foreach (var (name, _, amount) in BillColumns.All)
        {
            json.WriteNumber(name, amount(item));
        }

        json.WriteNumber("received_count", item.ReceivedCount);
        json.WriteNumber("sent_count", item.SentCount);
        json.WriteNumber("first_line", item.FirstLine);
        json.WriteNumber("last_line", item.LastLine);
        json.WriteString("opening_chain_hash", shown.Start.ChainHash);
        json.WriteString("closing_chain_hash", shown.End.ChainHash);
        json.WriteEndObject();
        json.Flush();
    }

    private void End(BillFacts facts, string? problem)
    {
        json.WriteEndArray();
        if (problem is null)
        {
            json.WriteStartObject("totals");
            foreach (var (name, _, amountMsat) in BillColumns.TotalsOf(facts.Bill))
            {
                json.WriteNumber(name, amountMsat);
            }

            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("totals");
        }

        json.WriteBoolean("is_established", problem is null);
        json.WriteString("problem", problem);
        json.WriteEndObject();
        json.Flush();
    }

    private void WriteNamed(string name, string id, string called)
    {
        json.WriteStartObject(name);
        json.WriteString("id", id);
        json.WriteString("name", called);
        json.WriteEndObject();
    }

    private void WriteInstant(string name, DateTimeOffset? at) =>
        json.WriteString(name, at is { } instant ? VoltageTime.TextOf(instant) : null);
}
