using System.Globalization;
using System.Text.Json;
using Fulgurite.Ledger;
using Fulgurite.Verification;

namespace Fulgurite.App.Cli;

/// <summary>What <c>verify</c> found, for people and for machines.</summary>
/// <param name="Wallets">A verdict for each wallet.</param>
/// <param name="Node">The comparison with the node; null where it was not asked for.</param>
internal sealed record VerifyReport(IReadOnlyList<WalletVerdict> Wallets, NodeVerdict? Node)
{
    /// <summary>Everything that is wrong.</summary>
    public IEnumerable<Finding> Findings => Wallets.SelectMany(w => w.Findings).Concat(Node?.Findings ?? []);

    /// <summary>True when nothing is.</summary>
    public bool IsProved => Wallets.All(wallet => wallet.Findings.Count == 0) && Node is null or { IsProved: true };

    /// <summary>Lines for people.</summary>
    public void Write(TextWriter output)
    {
        var lines = Wallets.Sum(wallet => wallet.Lines);
        output.WriteLine(
            $"{Wallets.Count} wallets, {Number(lines)} journal lines, {Number(Wallets.Sum(w => w.Invoices))} invoices, "
            + $"{Number(Wallets.Sum(w => w.Rows))} rows");
        if (Wallets.Sum(wallet => wallet.Unknown) is > 0 and var unknown)
        {
            output.WriteLine($"{Number(unknown)} rows of kinds that this build does not know were not checked");
        }

        output.WriteLine();
        Row(output, "msat", "ledger", "node", "");
        // Both sides of the comparison are of one moment; the verdicts are of an earlier one.
        var received = Node?.LedgerIn ?? -Total(Account.LightningIn);
        Row(output, "lightning-in", Number(received), Text(Node?.NodeIn), NodeIn());
        foreach (var account in ChartOfAccounts.All.Where(a => a != Account.LightningIn))
        {
            Row(output, account.Name(), Number(Total(account)), "", "");
        }

        Row(output, "liabilities", Number(Liabilities), Text(Node?.NodeIn - Node?.OnTheWay), "");
        output.WriteLine();
        foreach (var finding in Findings)
        {
            output.WriteLine($"WRONG  {finding}");
        }

        output.WriteLine(IsProved
            ? $"Proved: {(Node is null ? "the books; the node was not asked." : "the books, against the node.")}"
            : $"NOT PROVED: {Findings.Count()} findings.");
    }

    /// <summary>One JSON object for machines.</summary>
    public void WriteJson(Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteBoolean("proved", IsProved);
        json.WriteNumber("wallets", Wallets.Count);
        json.WriteNumber("journal_lines", Wallets.Sum(wallet => wallet.Lines));
        json.WriteNumber("invoices", Wallets.Sum(wallet => wallet.Invoices));
        json.WriteNumber("rows", Wallets.Sum(wallet => wallet.Rows));
        json.WriteNumber("unknown_rows", Wallets.Sum(wallet => wallet.Unknown));
        json.WriteStartObject("ledger_msat");
        foreach (var account in ChartOfAccounts.All)
        {
            json.WriteNumber(account.Name(), Total(account));
        }

        json.WriteNumber("liabilities", Liabilities);
        json.WriteEndObject();
        if (Node is not null)
        {
            json.WriteStartObject("node_msat");
            json.WriteNumber("lightning-in", Node.NodeIn);
            json.WriteNumber("on_the_way", Node.OnTheWay);
            json.WriteNumber("settlements", Node.Settled);
            json.WriteEndObject();
        }

        json.WriteStartArray("findings");
        foreach (var finding in Findings)
        {
            Write(json, finding);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.WriteByte((byte)'\n');
    }

    // What the operator owes or has earned: everything that came in and has not gone out.
    private long Liabilities => Total(Account.Available) + Total(Account.Held) + Total(Account.Suspense)
        + Total(Account.ProcessingFees);

    private string NodeIn() => Node switch
    {
        null => "",
        { OnTheWay: > 0 } => $"{Number(Node.OnTheWay)} of it on its way to the books",
        _ when Node.NodeIn == Node.LedgerIn => $"equal, {Number(Node.Settled)} settlements",
        _ => $"differs by {Number(Node.NodeIn - Node.LedgerIn)}",
    };

    private long Total(Account account) => Wallets.Sum(wallet => wallet.Balances[account]);

    private static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("table", finding.Table);
        json.WriteString("partition", finding.Row.Partition);
        json.WriteString("row", finding.Row.Row);
        json.WriteString("column", finding.Column);
        json.WriteString("says", finding.Says);
        json.WriteString("should_say", finding.ShouldSay);
        json.WriteString("why", finding.Why);
        json.WriteString("witness", finding.Witness?.Row);
        json.WriteEndObject();
    }

    private static void Row(TextWriter output, string name, string ledger, string node, string note) =>
        output.WriteLine($"  {name,-16} {ledger,24} {node,24}  {note}".TrimEnd());

    private static string Text(long? number) => number is { } value ? Number(value) : "";

    private static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
