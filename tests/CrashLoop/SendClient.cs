using System.Text.Json.Nodes;
using Fulgurite.Lightning;

namespace Fulgurite.CrashLoop;

/// <summary>A developer who sends to the sandbox's payee, repeats requests, and pays an invoice twice.</summary>
internal sealed class SendClient(ProductClient product, Record record, Random chance)
{
    private const int FailingExpirySeconds = 60;

    /// <summary>Sends until the load stops.</summary>
    public async Task Run(CancellationToken stop, CancellationToken abort)
    {
        while (!stop.IsCancellationRequested)
        {
            await One(abort);
            await Task.Delay(chance.Next(0, 200), abort);
        }
    }

    private async Task One(CancellationToken abort)
    {
        var plan = chance.Next(10) switch { < 6 => "settle", < 8 => "fail", _ => "hold" };
        var send = await Invoice(plan, abort);
        await Order(send, abort);
        if (!send.IsOrdered)
        {
            return;
        }

        if (chance.Next(4) == 0)
        {
            await Order(send, abort);
        }

        if (chance.Next(10) == 0)
        {
            await Order(Rival(send), abort);
        }

        await (plan == "hold" ? ReleaseUntilFinal(send, abort) : Watch(send, 20, abort));
    }

    private async Task<Send> Invoice(string plan, CancellationToken abort)
    {
        var amount = 1_000_000L * chance.Next(1, 4);
        var body = new JsonObject
        {
            ["amount_msat"] = amount,
            ["outcome"] = plan,
            ["delay_ms"] = chance.Next(3) == 0 ? chance.Next(50, 3_000) : 0,

            // A failure whose request is in doubt is held until ten minutes after this.
            ["expiry_seconds"] = plan == "settle" ? 3_600 : FailingExpirySeconds,
        };
        var issued = await ProductClient.Insist(
            () => product.Post("/sandbox/invoice", (JsonObject)body.DeepClone()), abort);
        var request = issued.Json["payment_request"]!.GetValue<string>();
        var isRead = Bolt11Invoice.TryDecode(request, out var invoice, out _);
        Invariant.Holds(isRead, "the sandbox issues BOLT 11");
        var send = new Send(NextId(), request, invoice!.PaymentHash.ToString(), amount, plan);
        record.Sends.Add(send);
        return send;
    }

    private Send Rival(Send first)
    {
        var rival = first with { Id = NextId(), IsOrdered = false, Final = null, HasRival = true };
        first.HasRival = true;
        record.Sends.Add(rival);
        return rival;
    }

    private string NextId()
    {
        var bytes = new byte[16];
        chance.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    // The same id until there is an answer: it must be taken once.
    private async Task Order(Send send, CancellationToken abort)
    {
        var reply = await ProductClient.Insist(
            () => product.Post("/sandbox/send", new JsonObject
            {
                ["payment_id"] = send.Id, ["payment_request"] = send.PaymentRequest,
            }),
            abort);
        var isTaken = reply.Status == 202 && reply.Json["payment_id"]!.GetValue<string>() == send.Id;
        var mayBeRefused = !send.IsOrdered && reply.Word is "insufficient_funds" or "invoice_expired";
        record.Tally.Check(
            isTaken || mayBeRefused, $"the order of {send.Id} was answered {reply.Status}: {reply.Text}");
        record.Tally.Count(isTaken ? "sends ordered" : $"sends refused: {reply.Word}");
        send.IsOrdered |= isTaken;
        send.IsRefused |= !isTaken;
    }

    // What still runs after that is looked at by the proof.
    private async Task Watch(Send send, int looks, CancellationToken abort)
    {
        for (; looks > 0 && send.Final is null; looks--)
        {
            await Look(product, record, send);
            await Task.Delay(150, abort);
        }
    }

    private async Task ReleaseUntilFinal(Send send, CancellationToken abort)
    {
        var outcome = chance.Next(2) == 0 ? "settle" : "fail";
        for (var tries = 0; tries < 30 && send.Final is null; tries++)
        {
            await Task.Delay(chance.Next(100, 600), abort);
            await Release(product, send, outcome);
            await Look(product, record, send);
        }
    }

    /// <summary>Ends a payment that the payee holds; nothing where it does not.</summary>
    public static Task<Reply?> Release(ProductClient product, Send send, string outcome) => product.Post(
        "/sandbox/release", new JsonObject { ["payment_request"] = send.PaymentRequest, ["outcome"] = outcome });

    /// <summary>Asks what became of a payment. What was final must stay so, and what exists must not vanish.</summary>
    public static async Task Look(ProductClient product, Record record, Send send)
    {
        if (await product.Get($"/sandbox/payments/{send.Id}") is not { } reply)
        {
            return;
        }

        record.Tally.Check(
            reply.Status == 200 || (reply.Status == 404 && !send.IsOrdered),
            $"send {send.Id} was ordered, and then answered {reply.Status}: {reply.Text}");
        record.Tally.Check(
            send.Final is null || send.Final.ToJsonString() == reply.Json.ToJsonString(),
            $"send {send.Id} was final as {send.Final?["status"]}, and then: {reply.Text}");
        if (reply.Status == 200 && reply.Word is "succeeded" or "failed")
        {
            send.Final ??= reply.Json;
        }
    }
}
