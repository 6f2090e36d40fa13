using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Fulgurite.CrashLoop;

/// <summary>A merchant's customer: takes invoices and pays them, in every way that a sandbox allows.</summary>
internal sealed class DepositClient(
    string name, ProductClient product, Record record, Random chance, string? payCommand)
{
    private int last;

    /// <summary>One deposit to its end. A new one is made until the load stops.</summary>
    /// <param name="stop">No new deposits; those begun are finished.</param>
    /// <param name="abort">Give up.</param>
    public async Task Run(CancellationToken stop, CancellationToken abort)
    {
        while (!stop.IsCancellationRequested)
        {
            await One(abort);
        }
    }

    private async Task One(CancellationToken abort)
    {
        // Whole thousands, of which every fee is a whole number of satoshis.
        var satoshis = 1_000L * chance.Next(1, 21);
        var foreignId = $"{name}-{++last}";
        var amount = (satoshis / 100_000_000m).ToString("0.00000000", CultureInfo.InvariantCulture);
        var taken = await product.Signed(
            "addresses/take", $$"""{"currency":"BTCLN","foreign_id":"{{foreignId}}","amount":{{amount}}}""");
        if (taken is null)
        {
            // Nobody has seen the invoice, so nobody can pay it.
            record.Tally.Count("takes without an answer");
            await Task.Delay(100, abort);
            return;
        }

        if (taken.Status != 201)
        {
            record.Tally.Contradict($"take of {foreignId} answered {taken.Status}: {taken.Text}");
            return;
        }

        var request = taken.Json["data"]!["address"]!.GetValue<string>();
        var deposit = new Deposit(foreignId, satoshis, request);
        record.Deposits.Add(deposit);
        await (payCommand is null ? Pay(deposit, abort) : PayBy(payCommand, deposit, abort));
        if (deposit.IsPaid && chance.Next(3) == 0)
        {
            await Credited(deposit, abort);
        }
    }

    private async Task Pay(Deposit deposit, CancellationToken abort)
    {
        switch (chance.Next(10))
        {
            case 0:
                return;
            case 1:
                await Task.Delay(chance.Next(500, 4_000), abort);
                break;
            case 2:
                await Once(deposit, "hold", 0);
                await Task.Delay(chance.Next(50, 1_500), abort);
                await Release(deposit, chance.Next(2) == 0 ? "settle" : "fail");
                break;
            case 3:
                await Once(deposit, "settle", chance.Next(50, 2_000));
                break;
            case 4:
                await Once(deposit, "fail", 0);
                break;
            default:
                break;
        }

        await UntilPaid(deposit, abort);
        if (chance.Next(4) == 0)
        {
            await Once(deposit, "settle", 0);
        }
    }

    private async Task UntilPaid(Deposit deposit, CancellationToken abort)
    {
        while (!deposit.IsPaid)
        {
            var reply = await Once(deposit, "settle", 0);
            if (reply?.Word == "payment_held")
            {
                await Release(deposit, "settle");
            }

            if (!deposit.IsPaid)
            {
                await Task.Delay(150, abort);
            }
        }
    }

    private async Task<Reply?> Once(Deposit deposit, string outcome, int delayMs)
    {
        var reply = await product.Post("/sandbox/pay", new JsonObject
        {
            ["payment_request"] = deposit.PaymentRequest, ["outcome"] = outcome, ["delay_ms"] = delayMs,
        });
        Told(deposit, reply);
        return reply;
    }

    private async Task Release(Deposit deposit, string outcome) => Told(deposit, await product.Post(
        "/sandbox/release",
        new JsonObject { ["payment_request"] = deposit.PaymentRequest, ["outcome"] = outcome }));

    private void Told(Deposit deposit, Reply? reply)
    {
        var word = reply?.Word ?? "";
        record.Tally.Check(
            !deposit.IsPaid || word is "" or "invoice_paid",
            $"{deposit.ForeignId} was paid, and then a payer was told: {reply?.Text}");
        record.Tally.Check(
            word is "" or "settled" or "failed" or "held" or "in_flight" or "invoice_paid" or "payment_held"
                or "not_held",
            $"paying {deposit.ForeignId} was answered {reply?.Status}: {reply?.Text}");
        deposit.IsPaid |= word is "settled" or "invoice_paid";
    }

    private async Task PayBy(string command, Deposit deposit, CancellationToken abort)
    {
        var line = command.Replace("{payment_request}", deposit.PaymentRequest, StringComparison.Ordinal);
        while (!deposit.IsPaid)
        {
            using var paying = Process.Start("/bin/sh", ["-c", line]);
            await paying.WaitForExitAsync(abort);
            deposit.IsPaid = paying.ExitCode == 0;
            record.Tally.Count(deposit.IsPaid ? "pay commands that paid" : "pay commands that failed");
            if (!deposit.IsPaid)
            {
                await Task.Delay(500, abort);
            }
        }
    }

    // As a merchant's server that polls: for a few seconds, then the proof at the end looks.
    private async Task Credited(Deposit deposit, CancellationToken abort)
    {
        for (var look = 0; look < 20 && deposit.Credit is null; look++)
        {
            if (await product.Signed("transactions/info", $$"""{"foreign_id":"{{deposit.ForeignId}}"}""") is
                { Status: 200 } info)
            {
                deposit.Credit = info.Text;
            }

            await Task.Delay(150, abort);
        }
    }
}
