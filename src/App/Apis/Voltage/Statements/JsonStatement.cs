using System.Buffers;
using System.Text.Json;
using Fulgurite.Statements;

namespace Fulgurite.App.Apis.Voltage.Statements;

/// <summary>A statement as one JSON object, whose movements are written while they are read.</summary>
internal sealed class JsonStatement
{
    private readonly Utf8JsonWriter json;

    /// <summary>Begins one.</summary>
    /// <param name="body">Where to.</param>
    public JsonStatement(IBufferWriter<byte> body)
    {
        json = new Utf8JsonWriter(body);
        Writer = new StatementWriter(Begin, Add, End);
    }

    /// <summary>Writes it.</summary>
    public StatementWriter Writer { get; }

    private void Begin(StatementFacts facts, JournalPoint? opening)
    {
        json.WriteStartObject();
        WriteNamed("organization", facts.Organization.ToString(), facts.OrganizationName);
        WriteNamed("wallet", facts.Wallet.Head.Wallet.ToString(), facts.Wallet.Profile.Name);
        json.WriteString("environment_id", facts.Wallet.Head.Environment.ToString());
        json.WriteString("line_of_credit_id", facts.Wallet.Head.LineOfCredit.ToString());
        json.WriteString("currency", "btc");
        json.WriteString("unit", "msats");
        json.WriteStartObject("period");
        json.WriteString("from", StatementText.Day(facts.Period.FirstDay));
        json.WriteString("to", StatementText.Day(facts.Period.LastDay));
        json.WriteString("starts_at", VoltageTime.TextOf(facts.Period.Start));
        json.WriteString("ends_before", VoltageTime.TextOf(facts.Period.End));
        json.WriteBoolean("is_complete", facts.IsComplete);
        json.WriteEndObject();
        json.WriteString("generated_at", VoltageTime.TextOf(facts.GeneratedAt));
        WritePoint("opening", opening);
        json.WriteStartArray("movements");
    }

    private void Add(ShownMovement shown)
    {
        var (movement, line) = (shown.Movement, shown.Movement.Line);
        var (code, words) = StatementText.Of(movement.Kind);
        json.WriteStartObject();
        json.WriteNumber("sequence", line.Sequence);
        json.WriteString("at", VoltageTime.TextOf(line.At));
        json.WriteString("kind", code);
        json.WriteString("text", words);
        json.WriteString("reference", line.Reference);
        json.WriteString("memo", shown.Memo);
        json.WriteNumber("in_msat", movement.In.Value);
        json.WriteNumber("out_msat", movement.Out.Value);
        json.WriteNumber("network_fee_msat", movement.NetworkFee.Value);
        json.WriteNumber("processing_fee_msat", movement.ProcessingFee.Value);
        json.WriteNumber("kept_aside_msat", movement.KeptAside.Value);
        json.WriteNumber("balance_msat", shown.After.Balance.Own.Value);
        json.WriteString("chain_hash", shown.After.ChainHash);
        json.WriteEndObject();
        json.Flush();
    }

    private void End(StatementEnd end)
    {
        json.WriteEndArray();
        var state = end.Problem is null ? end.State : null;
        WritePoint("closing", state?.Now);
        WriteTotals(state?.Totals);
        json.WriteBoolean("is_established", end.Problem is null);
        json.WriteString("problem", end.Problem);
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

    private void WritePoint(string name, JournalPoint? point)
    {
        if (point is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("balance_msat", point.Balance.Own.Value);
        json.WriteNumber("held_msat", point.Balance.Held.Value);
        json.WriteNumber("kept_aside_msat", point.Balance.KeptAside.Value);
        json.WriteNumber("sequence", point.Sequence);
        json.WriteString("chain_hash", point.ChainHash);
        json.WriteEndObject();
    }

    private void WriteTotals(StatementTotals? totals)
    {
        if (totals is null)
        {
            json.WriteNull("totals");
            return;
        }

        json.WriteStartObject("totals");
        json.WriteNumber("received_msat", totals.Received.Value);
        json.WriteNumber("received_count", totals.ReceivedCount);
        json.WriteNumber("sent_msat", totals.Sent.Value);
        json.WriteNumber("sent_count", totals.SentCount);
        json.WriteNumber("network_fees_msat", totals.NetworkFees.Value);
        json.WriteNumber("processing_fees_msat", totals.ProcessingFees.Value);
        json.WriteNumber("settled_in_msat", totals.SettledIn.Value);
        json.WriteNumber("settled_out_msat", totals.SettledOut.Value);
        json.WriteNumber("settlement_count", totals.SettlementCount);
        json.WriteNumber("kept_aside_count", totals.KeptAsideCount);
        json.WriteNumber("hold_count", totals.HoldCount);
        json.WriteEndObject();
    }
}
