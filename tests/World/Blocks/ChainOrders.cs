using Fulgurite.Bitcoin;
using Fulgurite.Identity;
using Fulgurite.Money;
using Fulgurite.OnChain;
using Fulgurite.Worlds.Audit;

namespace Fulgurite.Worlds.Blocks;

/// <summary>What merchants ask of the chain, and whether what they are told is true.</summary>
internal sealed class ChainOrders(World world)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>What addresses were asked for, each request once, in order.</summary>
    public List<ChainReceiver> Receives { get; } = [];

    /// <summary>The addresses that merchants were given.</summary>
    public Dictionary<InvoiceId, BitcoinAddress> HandedOut { get; } = [];

    /// <summary>What is to be sent, each id of a wallet once, in order.</summary>
    public List<NewOnChainSend> Sends { get; } = [];

    /// <summary>The address of a request, asked for until some process tells.</summary>
    public async Task<BitcoinAddress> Address(ChainReceiver receiver)
    {
        if (Receives.All(known => known.Receive != receiver.Receive))
        {
            Receives.Add(receiver);
        }

        while (true)
        {
            if (AnyAlive() is { } process && await Asked(process, receiver) is { } address)
            {
                return address;
            }

            await world.Wait(RetryAfter);
        }
    }

    /// <summary>One order to send, to one process.</summary>
    public async Task<Answer<SendOnChainOutcome>> Order(Process process, NewOnChainSend asked)
    {
        if (Sends.All(known => known.Id != asked.Id || known.Wallet != asked.Wallet))
        {
            Sends.Add(asked);
        }

        var began = world.Scheduler.Now;
        world.History.Add(process.Name, $"is asked by {asked.Wallet} for send {asked.Id}, {asked.Amount} msat");
        var answer = await process.Ask(engine => engine.OnChain.Send.Execute(asked, CancellationToken.None));
        if (answer.Value is { } outcome)
        {
            var said = outcome.Refusal is { } why ? $"refuses it: {why}" : "takes it";
            world.History.Add(process.Name, $"answers the order of send {asked.Id}: {said}");
            world.Tally.Count(outcome.Refusal is { } refusal ? $"sends: {refusal}" : "sends: taken");
            Check(asked, outcome, began);
        }

        return answer;
    }

    /// <summary>An order, repeated under the same id until some process answers it.</summary>
    public async Task<SendOnChainOutcome> Repeat(NewOnChainSend asked)
    {
        while (true)
        {
            if (AnyAlive() is { } process && (await Order(process, asked)).Value is { } outcome)
            {
                return outcome;
            }

            await world.Wait(RetryAfter);
        }
    }

    /// <summary>An order that must be refused, and for this; repeated until some process answers it.</summary>
    public async Task Refused(NewOnChainSend asked, SendOnChainRefusal why)
    {
        if (await Repeat(asked) is var outcome && outcome.Refusal != why)
        {
            var told = outcome.Refusal?.ToString() ?? "yes";
            world.Find($"send {asked.Id} is to be refused, {why}, and is told {told}");
        }
    }

    /// <summary>Some process takes a send as far as it goes; what it cannot do is left to others.</summary>
    public async Task Advance(NewOnChainSend order)
    {
        if (AnyAlive() is { } process)
        {
            await process.Ask(
                engine => engine.OnChain.Advance.Execute(order.Wallet, order.Id, CancellationToken.None));
        }
    }

    private Process? AnyAlive() => world.Processes.Where(process => process.IsAlive).ToList() is { Count: > 0 } alive
        ? world.Dice.Pick(alive)
        : null;

    private async Task<BitcoinAddress?> Asked(Process process, ChainReceiver receiver)
    {
        world.History.Add(process.Name, $"is asked by {receiver.Wallet} for an address of {receiver.Receive}");
        var answer = await process.Ask(engine => engine.OnChain.NewAddress.Execute(receiver, CancellationToken.None));
        if (answer.Value is not { } address)
        {
            return null;
        }

        world.Tally.Count("chain: addresses");
        if (HandedOut.TryGetValue(receiver.Receive, out var before) && before != address)
        {
            world.Find($"receive {receiver.Receive} was given {address}, and {before} before");
        }

        HandedOut[receiver.Receive] = address;
        var kept = world.Tables.Witness.Row("wallets", $"{receiver.Wallet}", $"chain-address|{receiver.Receive}");
        var found = world.Tables.Witness.Row("addresses", address.ToString(), "receive");
        if (kept?.Text("address") != address.ToString() || found?.Text("receive") != receiver.Receive.ToString()
            || found.Text("wallet") != receiver.Wallet.ToString())
        {
            world.Find($"receive {receiver.Receive} was given {address}, and nothing is stored that finds its money");
        }

        return address;
    }

    private void Check(NewOnChainSend asked, SendOnChainOutcome outcome, DateTimeOffset began)
    {
        var wallet = asked.Wallet.ToString();
        if (outcome.Send is not null
            && world.Tables.Witness.Row("wallets", wallet, $"chain-send|{asked.Id}") is null)
        {
            world.Find($"send {asked.Id} was promised before it was stored");
        }

        var held = asked.Amount + asked.FeeMax + new Msat(ProcessingFees.On(world, wallet, asked.Amount.Value));
        if (outcome.Refusal == SendOnChainRefusal.InsufficientFunds
            && world.Tables.Witness.Spendable.LeastSince(wallet, began) is var least && least >= held.Value)
        {
            world.Find($"send {asked.Id} is refused for lack of money: it costs {held.Value} msat at most, and "
                + $"while it was asked for there were never less than {least} msat");
        }
    }
}
