using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Fulgurite.CrashLoop;

/// <summary>Holds what the clients were told against the books, the node and the merchant.</summary>
internal sealed class Proof(
    CrashOptions options, DataDirectory data, ProductClient client, Record record, Merchant merchant)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // From a lost answer to the invoice's end and the ten minutes after it (decision 0008), and the next look.
    private static readonly TimeSpan DoubtMax = TimeSpan.FromMinutes(13);
    private readonly long began = Stopwatch.GetTimestamp();
    private readonly Dictionary<string, long> credited = [];

    private Tally Tally => record.Tally;

    public async Task Run(ProductProcess product, int port)
    {
        await Deposits();
        await Sends();
        await Until(() => UntoldDeposits().Count == 0);
        var untold = UntoldDeposits();
        Tally.Check(untold.Count == 0, $"no callback came for deposits {string.Join(", ", untold)}");
        await Verify("beside the product");
        Tally.Check(data.CountAzurites() == 1, $"{data.CountAzurites()} Azurites serve one folder");
        Tally.Check(await product.Stop() == 0, $"the product on port {port} did not end well");
        Tally.Check(data.CountAzurites() == 0, "an Azurite outlived a clean end");
        Node();
        await Verify("after its end");
    }

    private IReadOnlyCollection<long> UntoldDeposits() => [.. credited.Values.Except(merchant.Told)];

    // Every invoice that a payer was told is paid is credited, with its amount; no other is.
    private async Task Deposits()
    {
        foreach (var deposit in record.Deposits)
        {
            await Until(async () => await Credited(deposit) || !deposit.IsPaid, options.Patience);
            Tally.Check(
                credited.ContainsKey(deposit.ForeignId) == deposit.IsPaid,
                $"{deposit.ForeignId}: paid is {deposit.IsPaid}, credited is {!deposit.IsPaid}");
        }

        var doubles = credited.GroupBy(each => each.Value).Where(same => same.Count() > 1);
        Tally.Check(!doubles.Any(), "deposits share an id");
    }

    private async Task<bool> Credited(Deposit deposit)
    {
        var reply = await ProductClient.Insist(
            () => client.Signed("transactions/info", $$"""{"foreign_id":"{{deposit.ForeignId}}"}"""),
            CancellationToken.None);
        if (reply.Status != 200)
        {
            Tally.Check(deposit.Credit is null, $"{deposit.ForeignId} was credited, and then: {reply.Text}");
            return false;
        }

        Tally.Check(
            deposit.Credit is null || deposit.Credit == reply.Text,
            $"{deposit.ForeignId} was credited as {deposit.Credit}, and then as {reply.Text}");
        var received = reply.Json["currency_received"]!["amount"]!.GetValue<string>();
        Tally.Check(
            decimal.Parse(received, CultureInfo.InvariantCulture) * 100_000_000m == deposit.Satoshis,
            $"{deposit.ForeignId} over {deposit.Satoshis} sat is credited as {received}");
        credited[deposit.ForeignId] = reply.Json["id"]!.GetValue<long>();
        return true;
    }

    // Held ones are let go; then every payment must end. One whose failure is in doubt ends only with its invoice: it
    // is waited for where the patience lasts so long, and else must be held.
    private async Task Sends()
    {
        foreach (var send in record.Sends)
        {
            await Until(async () =>
            {
                if (send is { Plan: "hold", Final: null })
                {
                    await SendClient.Release(client, send, "settle");
                }

                await SendClient.Look(client, record, send);
                return send.Final is not null || !send.IsOrdered;
            }, send.Plan == "settle" || options.Patience > DoubtMax ? options.Patience : options.DoubtPatience);
        }
    }

    // What the sandbox's payee and node say, against what became of each payment.
    private void Node()
    {
        if (options.Lnd.Count > 0)
        {
            return;
        }

        var node = data.NodePayments();
        foreach (var invoice in record.Sends.GroupBy(send => send.Hash))
        {
            var succeeded = invoice.Where(send => Status(send) == "succeeded").ToList();
            var isPaid = node.GetValueOrDefault(invoice.Key) is { } payment && Text(payment, "state") == "Succeeded";
            Tally.Check(
                succeeded.Count == (isPaid ? 1 : 0),
                $"{invoice.Key}: the node {(isPaid ? "paid" : "did not pay")} it, and the books say so"
                + $" {succeeded.Count} times: "
                + string.Join(", ", invoice.Select(send => $"{send.Id} {Status(send)}")));
            foreach (var send in invoice)
            {
                Compare(send, node.GetValueOrDefault(invoice.Key), isPaid);
            }
        }
    }

    private void Compare(Send send, JsonNode? payment, bool isPaid)
    {
        Tally.Count($"sends {Status(send)}");
        if (Status(send) == "succeeded")
        {
            var isSame = Text(payment!, "preimage") == Text(send.Final!, "preimage")
                && payment!["fee_msat"]!.GetValue<long>() == send.Final!["fee_paid_msat"]!.GetValue<long>();
            Tally.Check(isSame, $"send {send.Id} has another preimage or fee than the node's");
        }

        // A payee that settles is paid, unless nobody asked; one that fails is not.
        Tally.Check(send.Plan != "fail" || !isPaid, $"send {send.Id} succeeded, and its payee fails");
        Tally.Check(
            send.Plan != "settle" || !send.IsOrdered || isPaid, $"send {send.Id} did not reach a payee that settles");
        Tally.Check(
            send.Final is not null || !send.IsOrdered || !isPaid,
            $"send {send.Id} is paid, and did not become final in time");
        Tally.Check(!send.IsRefused || send.Final is null, $"send {send.Id} was refused, and exists");
    }

    private async Task Verify(string when)
    {
        var (exitCode, text, errors) = await ProductProcess.Run(
            ["verify", "--data", data.Folder, "--json", .. options.LndToRead]);
        Tally.Check(exitCode == 0, $"verify {when} ended with {exitCode}: {errors} {text}");
        if (exitCode == 2)
        {
            return;
        }

        var ledger = JsonNode.Parse(text)!["ledger_msat"]!;
        var received = record.Deposits.Where(d => credited.ContainsKey(d.ForeignId)).Sum(d => d.Satoshis) * 1_000;
        var sent = record.Sends.Where(send => Status(send) == "succeeded").Sum(send =>
            send.AmountMsat + send.Final!["fee_paid_msat"]!.GetValue<long>());
        var held = record.Sends.Where(send => send is { IsOrdered: true, Final: null }).Sum(send =>
            send.AmountMsat + Math.Max(1_000, send.AmountMsat / 100));
        Equal(when, "lightning-in", -ledger["lightning-in"]!.GetValue<long>(), received);
        Equal(when, "held", ledger["held"]!.GetValue<long>(), held);
        var available = received - (received * 8 / 1_000) - sent - held;
        Equal(when, "available", ledger["available"]!.GetValue<long>(), available);
    }

    private void Equal(string when, string account, long books, long told) =>
        Tally.Check(books == told, $"{when}, {account} is {books} msat, and the clients were told of {told}");

    private Task Until(Func<bool> holds) => Until(() => Task.FromResult(holds()), options.Patience);

    private async Task Until(Func<Task<bool>> holds, TimeSpan patience)
    {
        while (!await holds() && Stopwatch.GetElapsedTime(began) < patience)
        {
            await Task.Delay(Pause);
        }
    }

    private static string Status(Send send) => send.Final is { } final
        ? Text(final, "status")
        : send.IsOrdered ? "held until the invoice's end" : "never ordered";

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
