using Fulgurite.ChainRequests;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.OnChain;

namespace Fulgurite.Worlds.Blocks;

/// <summary>
/// What merchants ask to be paid on the chain, or by either way, and whether what they are told is true.
/// </summary>
internal sealed class WorldRequests(World world)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>What was rightly asked for, each id once, in order.</summary>
    public List<NewChainRequest> Asked { get; } = [];

    /// <summary>The requests that merchants were given, as they were first told.</summary>
    public Dictionary<InvoiceId, ChainRequest> HandedOut { get; } = [];

    /// <summary>What a shop asks for, under an id of its own.</summary>
    /// <param name="shop">Which.</param>
    /// <param name="kind">On the chain, or by either way.</param>
    /// <param name="satoshis">Null leaves it to the payer.</param>
    /// <param name="expiry">For how long.</param>
    public NewChainRequest Order(Shop shop, PaymentKind kind, long? satoshis, TimeSpan expiry) => new(
        shop.Environment,
        shop.Wallet,
        new InvoiceId(world.Dice.NextUuid()),
        kind,
        satoshis is { } sats ? Msat.FromSats(sats) : null,
        "",
        expiry);

    /// <summary>A request, asked for under the same id until some process answers.</summary>
    public async Task<ChainRequest> Make(NewChainRequest asked)
    {
        if (Asked.All(known => known.Id != asked.Id))
        {
            Asked.Add(asked);
        }

        while (true)
        {
            if (await Repeat(asked) is { Request: { } made })
            {
                return made;
            }

            world.Find($"request {asked.Id} is refused, and there is nothing wrong with it");
            await world.Wait(RetryAfter);
        }
    }

    /// <summary>What must be refused, and for this; repeated until some process answers.</summary>
    public async Task Refused(NewChainRequest asked, CreateChainRequestRefusal why)
    {
        if (await Repeat(asked) is var outcome && outcome.Refusal != why)
        {
            var told = outcome.Refusal?.ToString() ?? "yes";
            world.Find($"request {asked.Id} is to be refused, {why}, and is told {told}");
        }
    }

    /// <summary>Has a request withdrawn; what was said of it, and null where nobody said anything.</summary>
    public async Task<string?> Withdraw(ChainRequest request)
    {
        world.Withdrawn.Add(request.Id.ToString());
        if (AnyAlive() is not { } process)
        {
            return null;
        }

        world.History.Add(process.Name, $"is asked by {request.Wallet} to withdraw request {request.Id}");
        var answer = await process.Ask(async engine => (await engine.ChainRequests.Cancel.Execute(
            request.Wallet, request.Id, CancellationToken.None)).ToString());
        if (answer.Value is { } told)
        {
            world.History.Add(process.Name, $"says of request {request.Id}: {told}");
            world.Tally.Count($"requests: withdrawn, {told}");
            Check(request, told);
        }

        return answer.Value;
    }

    /// <summary>What a merchant asked for of the invoice of a request; null for an id that is of none.</summary>
    public NewInvoice? PartOf(string id) =>
        Asked.Find(asked => asked.Kind == PaymentKind.Bip21 && asked.Id.ToString() == id) is { } asked
            ? new NewInvoice(
                asked.Environment, asked.Wallet, asked.Amount, asked.Description, asked.Expiry, null, null, asked.Id)
            {
                TakesDepositFee = false,
                IsPartOfRequest = true,
            }
            : null;

    /// <summary>The invoice of a request that a text is; null for none.</summary>
    public AskedInvoice? Find(string text) =>
        HandedOut.Values.FirstOrDefault(known => known.PaymentRequest == text) is { } ours
        && world.Tables.Witness.Row("wallets", $"{ours.Wallet}", $"invoice|{ours.Id}") is { } invoice
            ? new AskedInvoice(invoice.Text("payment_hash"), ours.Amount, ours.ExpiresAt)
            : null;

    private async Task<CreateChainRequestOutcome> Repeat(NewChainRequest asked)
    {
        while (true)
        {
            if (AnyAlive() is { } process && await Told(process, asked) is { } outcome)
            {
                return outcome;
            }

            await world.Wait(RetryAfter);
        }
    }

    private async Task<CreateChainRequestOutcome?> Told(Process process, NewChainRequest asked)
    {
        world.History.Add(process.Name, $"is asked by {asked.Wallet} for request {asked.Id}, {asked.Kind}");
        var answer = await process.Ask(engine => engine.CreateChainRequest.Execute(asked, CancellationToken.None));
        if (answer.Value is not { } outcome)
        {
            return null;
        }

        world.Tally.Count(outcome.Refusal is { } refusal ? $"requests: {refusal}" : "requests: made");
        if (outcome.Request is { } made)
        {
            Check(made);
        }

        return outcome;
    }

    // What is handed out is stored, finds its money, and is the same whoever asks.
    private void Check(ChainRequest made)
    {
        var (wallet, address) = (made.Wallet.ToString(), made.Address.ToString());
        if (!HandedOut.TryAdd(made.Id, made)
            && HandedOut[made.Id] is var before
            && (before.Address, before.PaymentRequest) != (made.Address, made.PaymentRequest))
        {
            world.Find($"request {made.Id} was given as {made.Address}, {made.PaymentRequest}, and as "
                + $"{before.Address}, {before.PaymentRequest} before");
        }

        var kept = world.Tables.Witness.Row("wallets", wallet, $"chain-request|{made.Id}");
        var found = world.Tables.Witness.Row("addresses", address, "receive");
        var part = world.Tables.Witness.Row("wallets", wallet, $"invoice|{made.Id}");
        if (kept?.Text("address") != address || found?.Text("receive") != made.Id.ToString()
            || found.Text("wallet") != wallet || part?.Text("payment_request") != made.PaymentRequest)
        {
            world.Find($"request {made.Id} was given as {address}, and nothing is stored that finds its money");
        }
    }

    private void Check(ChainRequest request, string told)
    {
        var row = world.Tables.Witness.Row("wallets", $"{request.Wallet}", $"chain-request|{request.Id}");
        var state = row?.Text("state");
        var isTrue = told switch
        {
            nameof(CancelInvoiceOutcome.Canceled) => state == "Canceled",
            nameof(CancelInvoiceOutcome.AlreadyExpired) => state == "Expired",
            nameof(CancelInvoiceOutcome.AlreadyPaid) => state == "Completed" || IsBeingPaid(request),
            _ => false,
        };
        if (!isTrue)
        {
            world.Find($"request {request.Id} is said to be {told}, and is {state}");
        }
    }

    // Something was seen of it, on the chain or at the node.
    private bool IsBeingPaid(ChainRequest request) =>
        world.Tables.Witness.Partition("wallets", $"{request.Wallet}").Keys
            .Any(key => key.StartsWith($"receipt|{request.Id}|", StringComparison.Ordinal))
        || world.Tables.Witness.Row("wallets", $"{request.Wallet}", $"invoice|{request.Id}") is { } invoice
        && (invoice.Text("state") == "Settled"
            || world.Node.Ever(invoice.Text("payment_hash"))?.SettledAt is not null);

    private Process? AnyAlive() => world.Processes.Where(process => process.IsAlive).ToList() is { Count: > 0 } alive
        ? world.Dice.Pick(alive)
        : null;
}
