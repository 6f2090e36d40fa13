using System.Text.Json.Nodes;
using Fulgurite.Bitcoin;
using Fulgurite.Lightning;
using Fulgurite.Lnd;
using Fulgurite.Money;
using Fulgurite.Secrets;

namespace Fulgurite.Contracts.Lnd;

/// <summary>A node's wallet on the chain, over the official gRPC stack serving LND's own protos.</summary>
public sealed class LndChainWalletTests(LndPeerProcess process)
{
    private const string Destination = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
    private static readonly string Someones = new('a', 64);
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Gives_out_addresses_of_segregated_witness_each_once()
    {
        await using var peer = await process.StartNode();
        using var wallet = peer.ConnectToChain();

        var first = await wallet.NewAddress(None);
        var second = await wallet.NewAddress(None);

        Assert.NotEqual(first, second);
        Assert.StartsWith("bcrt1q", first.ToString(), StringComparison.Ordinal);
        Assert.Equal("WITNESS_PUBKEY_HASH", (await peer.ChainRequests())[0]["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_address_of_another_chain_is_no_answer()
    {
        await using var peer = await process.StartNode();
        using var wallet = peer.ConnectToChain(BitcoinNetwork.Mainnet);

        await Assert.ThrowsAsync<NodeUnavailableException>(() => wallet.NewAddress(None));
    }

    [Fact]
    public async Task Reads_what_pays_the_wallet_with_its_confirmations()
    {
        await using var peer = await process.StartNode();
        using var wallet = peer.ConnectToChain();
        await peer.SetChainHeight(200);
        await peer.ListTransaction(Paying(Someones, height: 198, label: "from somebody"));

        var history = await wallet.ReadHistory(150, None);

        var transaction = Assert.Single(history.Transactions);
        Assert.Equal(200, history.Height);
        Assert.Equal((Someones, 3, 198), (
            transaction.Id.ToString(), transaction.Confirmations, transaction.BlockHeight));
        Assert.Equal("from somebody", transaction.Label);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_795_000_000), transaction.SeenAt);

        // The second output is somebody else's, and so none of the wallet's.
        Assert.Equal(
            [(Destination, 0U, Msat.FromSats(50_000)), (Destination, 2U, Msat.FromSats(1))],
            transaction.Outputs.Select(output => (output.Address.ToString(), output.Index, output.Amount)));
    }

    [Fact]
    public async Task Asks_for_everything_from_a_height_on_and_for_what_is_in_no_block()
    {
        await using var peer = await process.StartNode();
        using var wallet = peer.ConnectToChain();
        await peer.ListTransaction(Paying(Someones, height: 99));
        await peer.ListTransaction(Paying(new string('b', 64), height: 100));
        await peer.ListTransaction(Paying(new string('c', 64), height: null));

        var history = await wallet.ReadHistory(100, None);

        Assert.Equal(["b", "c"], history.Transactions.Select(each => each.Id.ToString()[..1]).Order());
        Assert.Equal((0, null), history.Transactions.Where(each => each.Confirmations == 0)
            .Select(each => (each.Confirmations, each.BlockHeight)).Single());
        var request = (await peer.ChainRequests())[^1];
        Assert.Equal((100, -1), (request["from"]!.GetValue<int>(), request["to"]!.GetValue<int>()));
    }

    [Fact]
    public async Task What_a_transaction_spends_is_told_where_it_can_be_read()
    {
        await using var peer = await process.StartNode();
        using var wallet = peer.ConnectToChain();
        var transaction = Paying(Someones, height: 1);
        transaction["inputs"] = new JsonArray($"{new string('d', 64)}:4294967295", "nothing", $"{Someones}:-1");
        await peer.ListTransaction(transaction);

        var spent = Assert.Single(Assert.Single((await wallet.ReadHistory(0, None)).Transactions).Inputs);

        Assert.Equal($"{new string('d', 64)}:4294967295", spent.ToString());
    }

    [Theory]
    [InlineData(Destination, 50_000, "")]
    [InlineData(Destination, 100_000, "InsufficientFunds")]
    [InlineData(Destination, 293, "AmountTooSmall")]
    [InlineData("bcrt1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqc8gma6", 50_000, "InvalidAddress")]
    public async Task Estimates_a_fee_or_says_why_there_is_none(string address, long sats, string failure)
    {
        await using var peer = await process.StartNode();
        using var wallet = peer.ConnectToChain();
        await peer.GiveCoin(100_000);
        await peer.SetChainFee(282);

        var outcome = await wallet.EstimateFee(Address(address), Msat.FromSats(sats), 6, None);

        Assert.Equal(
            failure.Length == 0 ? Msat.FromSats(282) : null, (outcome as EstimateFeeOutcome.Estimated)?.Fee);
        Assert.Equal(failure, (outcome as EstimateFeeOutcome.Refused)?.Failure.ToString() ?? "");
    }

    [Fact]
    public async Task Prepares_a_transaction_whose_id_and_fee_are_known_before_anybody_sees_it()
    {
        await using var peer = await process.StartNode();
        using var wallet = peer.ConnectToChain();
        await peer.GiveCoin(30_000);
        await peer.GiveCoin(30_000);

        var prepared = await Prepare(wallet, 40_000);

        Assert.Equal(Msat.FromSats(141), prepared.Fee);
        Assert.Equal(2, prepared.Transaction.Inputs.Length);
        Assert.Equal(Msat.FromSats(60_000 - 141), prepared.Transaction.Total);
        Assert.Empty((await wallet.ReadHistory(0, None)).Transactions);
        var asked = (await peer.ChainRequests())[0];
        Assert.Equal(6, asked["target_conf"]!.GetValue<int>());
        Assert.Equal(1, asked["min_confs"]!.GetValue<int>());
        Assert.Null(asked["spend_unconfirmed"]);
    }

    [Fact]
    public async Task Publishing_twice_pays_once_and_keeps_the_label()
    {
        await using var peer = await process.StartNode();
        using var wallet = peer.ConnectToChain();
        await peer.GiveCoin(100_000);
        var prepared = await Prepare(wallet, 40_000);

        var first = await wallet.Publish(prepared.Transaction, "fulgurite:1", None);
        var second = await wallet.Publish(prepared.Transaction, "fulgurite:1", None);

        Assert.Equal((PublishStatus.Published, PublishStatus.Published), (first.Status, second.Status));
        var seen = Assert.Single((await wallet.ReadHistory(0, None)).Transactions);
        Assert.Equal((prepared.Transaction.Id, "fulgurite:1"), (seen.Id, seen.Label));
        Assert.Equal(prepared.Transaction.Inputs, seen.Inputs);
    }

    [Fact]
    public async Task A_lost_answer_to_publishing_is_mended_by_publishing_again()
    {
        await using var peer = await process.StartNode();
        using var wallet = peer.ConnectToChain();
        await peer.GiveCoin(100_000);
        var prepared = await Prepare(wallet, 40_000);
        await peer.Fault("PublishTransaction", new() { ["code"] = 14, ["text"] = "gone" });
        await Assert.ThrowsAsync<NodeUnavailableException>(
            () => wallet.Publish(prepared.Transaction, "fulgurite:1", None));

        await peer.Fault("PublishTransaction", []);
        var again = await wallet.Publish(prepared.Transaction, "fulgurite:1", None);

        Assert.Equal(PublishStatus.Published, again.Status);
        Assert.Single((await wallet.ReadHistory(0, None)).Transactions);
    }

    [Fact]
    public async Task What_the_network_does_not_take_is_told_in_the_nodes_words()
    {
        await using var peer = await process.StartNode();
        using var wallet = peer.ConnectToChain();
        await peer.GiveCoin(100_000);
        var prepared = await Prepare(wallet, 40_000);
        const string text = "transaction rejected by the mempool because of low fees";
        await peer.Fault("PublishTransaction", new() { ["code"] = 2, ["text"] = text });

        var outcome = await wallet.Publish(prepared.Transaction, "fulgurite:1", None);

        Assert.Equal(new PublishOutcome(PublishStatus.NotAccepted, text), outcome);
    }

    [Fact]
    public async Task What_costs_more_than_is_held_is_not_made_and_its_coins_are_free_again()
    {
        await using var peer = await process.StartNode();
        using var wallet = peer.ConnectToChain();
        await peer.GiveCoin(100_000);
        await peer.SetChainFee(501);

        var refused = Assert.IsType<PrepareSendOutcome.Refused>(await wallet.PrepareSend(Send(40_000), None));

        Assert.Equal((ChainSendFailure.FeeAboveMax, Msat.FromSats(501)), (refused.Failure, refused.Fee));
        await peer.SetChainFee(500);
        Assert.Equal(Msat.FromSats(500), (await Prepare(wallet, 40_000)).Fee);
    }

    [Theory]
    [InlineData(99_860, ChainSendFailure.InsufficientFunds)]
    [InlineData(1, ChainSendFailure.AmountTooSmall)]
    public async Task What_cannot_be_sent_is_refused(long sats, ChainSendFailure failure)
    {
        await using var peer = await process.StartNode();
        using var wallet = peer.ConnectToChain();
        await peer.GiveCoin(100_000);

        var refused = Assert.IsType<PrepareSendOutcome.Refused>(await wallet.PrepareSend(Send(sats), None));

        Assert.Equal(failure, refused.Failure);
    }

    [Theory]
    [InlineData("FundPsbt", 2, "the RPC server is in the process of starting up")]
    [InlineData("FundPsbt", 14, "gone")]
    [InlineData("FinalizePsbt", 2, "insufficient funds")]
    [InlineData("NewAddress", 2, "wallet locked, unlock it to enable full RPC access")]
    [InlineData("GetTransactions", 13, "broken")]
    [InlineData("GetInfo", 14, "gone")]
    [InlineData("EstimateFee", 2, "something new")]
    public async Task What_we_do_not_know_is_no_definite_answer(string rpc, int code, string text)
    {
        await using var peer = await process.StartNode();
        using var wallet = peer.ConnectToChain();
        await peer.GiveCoin(100_000);
        await peer.Fault(rpc, new() { ["code"] = code, ["text"] = text });

        await Assert.ThrowsAsync<NodeUnavailableException>(() => Call(wallet, rpc));
    }

    [Theory]
    [InlineData("FundPsbt")]
    [InlineData("NewAddress")]
    [InlineData("GetTransactions")]
    [InlineData("EstimateFee")]
    public async Task Only_the_macaroon_for_the_chain_may(string rpc)
    {
        await using var peer = await process.StartNode();
        foreach (var macaroon in new[] { peer.Macaroon, peer.ReadonlyMacaroon, peer.PaymentsMacaroon })
        {
            using var wallet = new LndChainWallet(
                peer.Settings() with { MacaroonHex = new SecretValue(macaroon) },
                BitcoinNetwork.Regtest,
                TimeProvider.System);

            await Assert.ThrowsAsync<NodeRefusedException>(() => Call(wallet, rpc));
        }
    }

    [Theory]
    [InlineData(30_000)] // another amount
    [InlineData(40_000)] // other coins than were set aside
    public async Task A_transaction_that_is_not_what_we_asked_for_is_never_taken(long sats)
    {
        await using var peer = await process.StartNode();
        using var wallet = peer.ConnectToChain();
        await peer.GiveCoin(100_000);
        await peer.GiveCoin(100_000);
        var other = await Prepare(wallet, 40_000);
        await peer.Fault("FinalizePsbt", new()
        {
            ["answer"] = new JsonObject { ["raw_final_tx"] = Convert.ToBase64String(other.Transaction.Bytes.AsSpan()) },
        });

        await Assert.ThrowsAsync<NodeUnavailableException>(() => wallet.PrepareSend(Send(sats), None));
    }

    private static async Task Call(LndChainWallet wallet, string rpc)
    {
        _ = rpc switch
        {
            "NewAddress" => (object)await wallet.NewAddress(None),
            "GetTransactions" or "GetInfo" => await wallet.ReadHistory(0, None),
            "EstimateFee" => await wallet.EstimateFee(Address(Destination), Msat.FromSats(1_000), 6, None),
            _ => await wallet.PrepareSend(Send(1_000), None),
        };
    }

    private static async Task<PrepareSendOutcome.Prepared> Prepare(LndChainWallet wallet, long sats) =>
        Assert.IsType<PrepareSendOutcome.Prepared>(await wallet.PrepareSend(Send(sats), None));

    private static NewChainSend Send(long sats) =>
        new(Address(Destination), Msat.FromSats(sats), Msat.FromSats(500), 6);

    private static BitcoinAddress Address(string text)
    {
        Assert.True(BitcoinAddress.TryParse(text, BitcoinNetwork.Regtest, out var address, out _));
        return address;
    }

    private static JsonObject Paying(string id, int? height, string label = "") => new()
    {
        ["hash"] = id,
        ["height"] = height,
        ["label"] = label,
        ["outputs"] = new JsonArray(
            new JsonObject { ["address"] = Destination, ["sats"] = 50_000 },
            new JsonObject { ["address"] = Destination, ["sats"] = 7, ["isOurs"] = false },
            new JsonObject { ["address"] = Destination, ["sats"] = 1 },
            new JsonObject { ["address"] = "", ["sats"] = 0 }),
    };
}
