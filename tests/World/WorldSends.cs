using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Payments;
using Fulgurite.Worlds.Audit;

namespace Fulgurite.Worlds;

/// <summary>What merchants order to be paid, and whether what they are told is true.</summary>
internal sealed class WorldSends(World world)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>What customers want to have paid out of their bills.</summary>
    public WorldPayouts Payouts { get; } = new(world);

    /// <summary>What was ordered, each id once, in order.</summary>
    public List<NewPayment> Orders { get; } = [];

    /// <summary>
    /// What an invoice asks for: of a payee beyond the node, or of a merchant here; null for neither, and where nobody
    /// asks for anything.
    /// </summary>
    public AskedInvoice? Find(PaymentTarget target)
    {
        if (target is not PaymentTarget.Invoice { PaymentRequest: var text })
        {
            return null;
        }

        if (world.Payments.Asked.Find(known => known.Text == text) is { } beyond)
        {
            return new AskedInvoice(beyond.Preimage.Hash().ToString(), beyond.Amount, beyond.ExpiresAt);
        }

        return world.HandedOut.Find(known => known.PaymentRequest == text) is { } ours
            ? new AskedInvoice(ours.Hash.ToString(), ours.Amount, ours.ExpiresAt)
            : world.Requests.Find(text);
    }

    /// <summary>One order, to one process.</summary>
    public async Task<Answer<CreatePaymentOutcome>> Order(Process process, NewPayment asked)
    {
        if (Orders.All(known => known.Id != asked.Id || known.Wallet != asked.Wallet))
        {
            Orders.Add(asked);
        }

        var began = world.Scheduler.Now;
        var payee = Find(asked.Target)?.Hash ?? asked.Target.ToString();
        world.History.Add(process.Name, $"is asked by {asked.Wallet} for payment {asked.Id}, to {payee}");
        var answer = await process.Ask(engine => engine.CreatePayment.Execute(asked, CancellationToken.None));
        if (answer.Value is { } outcome)
        {
            var said = outcome.Refusal is { } why ? $"refuses it: {why}" : "takes it";
            world.History.Add(process.Name, $"answers the order of payment {asked.Id}: {said}");
            world.Tally.Count(outcome.Refusal is { } refusal ? $"orders: {refusal}" : "orders: taken");
            Check(asked, outcome, began);
        }

        return answer;
    }

    /// <summary>An order, repeated under the same id until some process answers it.</summary>
    public async Task<CreatePaymentOutcome> Repeat(NewPayment asked)
    {
        while (true)
        {
            var alive = world.Processes.Where(process => process.IsAlive).ToList();
            if (alive.Count > 0 && (await Order(world.Dice.Pick(alive), asked)).Value is { } outcome)
            {
                return outcome;
            }

            await world.Wait(RetryAfter);
        }
    }

    /// <summary>An order that must be refused, and for this; repeated until some process answers it.</summary>
    public async Task Refused(NewPayment asked, CreatePaymentRefusal why)
    {
        if (await Repeat(asked) is var outcome && outcome.Refusal != why)
        {
            var told = outcome.Refusal?.ToString() ?? "yes";
            world.Find($"payment {asked.Id} is to be refused, {why}, and is told {told}");
        }
    }

    private void Check(NewPayment asked, CreatePaymentOutcome outcome, DateTimeOffset began)
    {
        var wallet = asked.Wallet.ToString();
        var isStored = world.Tables.Witness.Row("wallets", wallet, $"payment|{asked.Id}") is not null;
        if (outcome.Payment is not null && !isStored)
        {
            world.Find($"payment {asked.Id} was promised before it was stored");
        }

        var invoice = Find(asked.Target);
        var amount = invoice?.Amount ?? asked.Amount ?? default;
        var held = amount + asked.FeeMax + new Msat(ProcessingFees.On(world, wallet, amount.Value));
        var isNotCovered = outcome.Refusal == CreatePaymentRefusal.InsufficientFunds
            || outcome is { Payment.Failure: PaymentFailure.NotCovered, IsRepeat: false };
        if (isNotCovered
            && world.Tables.Witness.Spendable.LeastSince(wallet, began) is var least && least >= held.Value)
        {
            world.Find($"payment {asked.Id} is refused for lack of money: it costs {held.Value} msat at most, and "
                + $"while it was asked for there were never less than {least} msat");
        }

        if (outcome.Refusal == CreatePaymentRefusal.InvoiceExpired && world.Scheduler.Now < invoice?.ExpiresAt)
        {
            world.Find($"payment {asked.Id} is refused as expired, and its invoice is not");
        }
    }
}
