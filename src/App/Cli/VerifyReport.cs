using System.Globalization;
using System.Text.Json;
using Fulgurite.Ledger;
using Fulgurite.Lightning;
using Fulgurite.Verification;

namespace Fulgurite.App.Cli;

/// <summary>What <c>verify</c> found, for people and for machines.</summary>
/// <param name="Wallets">A verdict for each wallet that the operator's node backs.</param>
/// <param name="Node">The comparison with the node; null where it was not asked for.</param>
internal sealed record VerifyReport(IReadOnlyList<WalletVerdict> Wallets, NodeVerdict? Node)
{
    /// <summary>What was sent, beside what the node sent; null where that was not asked for.</summary>
    public SendsVerdict? Sends { get; init; }

    /// <summary>What the node owns in channels; null where that was not asked for.</summary>
    public NodeFunds? Funds { get; init; }

    /// <summary>
    /// A verdict for each wallet that a customer's own node backs: what is in them is not the operator's.
    /// </summary>
    public IReadOnlyList<WalletVerdict> Own { get; init; } = [];

    /// <summary>The comparisons with customers' own nodes.</summary>
    public IReadOnlyList<OwnNodeVerdict> OwnNodes { get; init; } = [];

    /// <summary>Everything that is wrong.</summary>
    public IEnumerable<Finding> Findings => Wallets.Concat(Own).SelectMany(w => w.Findings)
        .Concat(Node?.Findings ?? [])
        .Concat(Sends?.Findings ?? [])
        .Concat(OwnNodes.SelectMany(own => own.Node?.Findings ?? []));

    /// <summary>True when nothing is.</summary>
    public bool IsProved => Wallets.Concat(Own).All(wallet => wallet.Findings.Count == 0)
        && OwnNodes.All(own => own.Node is null or { IsProved: true })
        && Node is null or { IsProved: true }
        && Sends is null or { IsProved: true };

    /// <summary>True when the node owns what is owed or earned.</summary>
    public bool IsCovered => Funds is not null && Funds.Own.Value >= Liabilities;

    /// <summary>Lines for people.</summary>
    public void Write(TextWriter output)
    {
        var lines = Wallets.Sum(wallet => wallet.Lines);
        output.WriteLine(
            $"{Counted(Wallets.Count, "wallet")}, {Counted(lines, "journal line")}, "
            + $"{Counted(Wallets.Sum(w => w.Invoices), "invoice")}, "
            + $"{Counted(Wallets.Sum(w => w.Payments), "payment")}, {Counted(Wallets.Sum(w => w.Rows), "row")}");
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
            var (node, note) = Beside(account);
            Row(output, account.Name(), Number(Total(account)), Text(node), note);
        }

        Row(output, "liabilities", Number(Liabilities), Text(NodeLiabilities), "");
        if (Funds is not null)
        {
            var lacking = Liabilities - Funds.Own.Value;
            Row(
                output,
                "channels",
                "",
                Number(Funds.Own.Value),
                IsCovered ? "the node's own: the liabilities are covered" : $"{Number(lacking)} short of liabilities");
        }

        WriteOwn(output);
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
        json.WriteNumber("payments", Wallets.Sum(wallet => wallet.Payments));
        json.WriteNumber("rows", Wallets.Sum(wallet => wallet.Rows));
        json.WriteNumber("unknown_rows", Wallets.Sum(wallet => wallet.Unknown));
        json.WriteStartObject("ledger_msat");
        foreach (var account in ChartOfAccounts.All)
        {
            json.WriteNumber(account.Name(), Total(account));
        }

        json.WriteNumber("liabilities", Liabilities);
        json.WriteEndObject();
        WriteNode(json);
        WriteOwn(json);
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

    // What the operator owes or has earned: everything that came in and has not gone out. Below zero, internal is what
    // payees have and payers still hold.
    private long Liabilities => Total(Account.Available) + Total(Account.Held) + Total(Account.Suspense)
        + Total(Account.ProcessingFees) + Total(Account.Internal);

    // By the node: what came in and is in the books, less what went out and is in the books.
    private long? NodeLiabilities => Node?.NodeIn - Node?.OnTheWay
        - (Sends is null
            ? 0
            : Sends.NodeOut + Sends.NodeFees - Sends.Uncaptured.Out - Sends.Uncaptured.Fees);

    // The node's word about an account, and what is to be said of it.
    private (long? Node, string Note) Beside(Account account) => (account, Sends) switch
    {
        (Account.Internal, _) => (null, Total(account) == 0 ? "" : "of payments that their payers still hold"),
        (_, null) => (null, ""),
        (Account.LightningOut, var sends) => (sends.NodeOut, sends.IsEqual
            ? $"{Captured(sends.Uncaptured.Out)}, {Counted(sends.Succeeded, "payment")}"
            : $"differs by {Number(sends.NodeOut - sends.Uncaptured.Out - sends.LedgerOut)}"),
        (Account.NetworkFees, var sends) => (sends.NodeFees, sends.IsEqual
            ? Captured(sends.Uncaptured.Fees)
            : $"differs by {Number(sends.NodeFees - sends.Uncaptured.Fees - sends.LedgerFees)}"),
        (Account.Held, { UnderWay: > 0 } sends) =>
            (null, $"{Counted(sends.UnderWay, "payment")} under way at the node"),
        _ => (null, ""),
    };

    private static string Captured(long uncaptured) =>
        uncaptured == 0 ? "equal" : $"{Number(uncaptured)} of it still held in the books";

    private string NodeIn() => Node switch
    {
        null => "",
        { OnTheWay: > 0 } => $"{Number(Node.OnTheWay)} of it on its way to the books",
        _ when Node.NodeIn == Node.LedgerIn => $"equal, {Counted(Node.Settled, "settlement")}",
        _ => $"differs by {Number(Node.NodeIn - Node.LedgerIn)}",
    };

    private long Total(Account account) => Wallets.Sum(wallet => wallet.Balances[account]);

    private void WriteNode(Utf8JsonWriter json)
    {
        if (Node is null)
        {
            return;
        }

        json.WriteStartObject("node_msat");
        json.WriteNumber("lightning-in", Node.NodeIn);
        json.WriteNumber("on_the_way", Node.OnTheWay);
        json.WriteNumber("settlements", Node.Settled);
        if (Sends is not null)
        {
            json.WriteNumber("lightning-out", Sends.NodeOut);
            json.WriteNumber("network-fees", Sends.NodeFees);
            json.WriteNumber("uncaptured", Sends.Uncaptured.Out + Sends.Uncaptured.Fees);
            json.WriteNumber("payments", Sends.Succeeded);
            json.WriteNumber("payments_under_way", Sends.UnderWay);
        }

        if (Funds is not null)
        {
            json.WriteNumber("channels", Funds.Own.Value);
            json.WriteBoolean("covered", IsCovered);
        }

        json.WriteEndObject();
    }

    private void WriteOwn(TextWriter output)
    {
        foreach (var (line, wallets, node, problem) in OwnNodes)
        {
            output.WriteLine();
            output.WriteLine($"Line {line}, {Counted(wallets, "wallet")} of the customer's own node");
            Row(
                output,
                "lightning-in",
                Text(node?.LedgerIn),
                Text(node?.NodeIn),
                problem is not null ? $"the node was not asked: {problem}"
                    : node!.IsProved ? $"equal, {Counted(node.Settled, "settlement")}"
                    : $"differs by {Number(node.NodeIn - node.OnTheWay - node.LedgerIn)}");
        }
    }

    private void WriteOwn(Utf8JsonWriter json)
    {
        json.WriteStartArray("own_nodes");
        foreach (var (line, wallets, node, problem) in OwnNodes)
        {
            json.WriteStartObject();
            json.WriteString("line_of_credit_id", line.ToString());
            json.WriteNumber("wallets", wallets);
            json.WriteString("not_asked", problem);
            if (node is not null)
            {
                json.WriteNumber("ledger_lightning-in_msat", node.LedgerIn);
                json.WriteNumber("node_lightning-in_msat", node.NodeIn);
                json.WriteNumber("on_the_way_msat", node.OnTheWay);
                json.WriteNumber("settlements", node.Settled);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

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

    private static string Counted(long count, string one) => $"{Number(count)} {one}{(count == 1 ? "" : "s")}";

    private static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
