using Fulgurite.App;
using Fulgurite.Bitcoin;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Sandbox;
using Fulgurite.Sandbox.Chain;

namespace Fulgurite.Contracts.Chain;

/// <summary>The sandbox chain behaves as a chain does, and is there again after a restart.</summary>
public sealed class SandboxChainTests : IDisposable
{
    private const string Elsewhere = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "chain.log");
    private readonly ManualClock clock = new();

    public void Dispose()
    {
        if (Directory.Exists(Path.GetDirectoryName(path)))
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [Fact]
    public async Task A_payment_waits_is_confirmed_and_grows_with_the_chain()
    {
        var chain = NewChain(null);
        var wallet = WalletOn(chain);
        var address = await wallet.NewAddress(None);
        var id = chain.Pay(address, Msat.FromSats(70_000));

        var waiting = await Only(wallet);
        chain.Mine(1);
        var confirmed = await Only(wallet);
        chain.Mine(5);
        var deep = await Only(wallet);

        Assert.Equal((id, 0, null), (waiting.Id, waiting.Confirmations, waiting.BlockHeight));
        Assert.Equal(new ChainOutput(address, 0, Msat.FromSats(70_000)), Assert.Single(waiting.Outputs));
        Assert.Equal((1, SandboxChain.FirstHeight + 1), (confirmed.Confirmations, confirmed.BlockHeight));
        Assert.Equal(6, deep.Confirmations);
        Assert.Empty((await wallet.ReadHistory(SandboxChain.FirstHeight + 2, None)).Transactions);
    }

    [Fact]
    public async Task Blocks_that_are_lost_take_their_confirmations_with_them()
    {
        var chain = NewChain(null);
        var wallet = WalletOn(chain);
        chain.Pay(await wallet.NewAddress(None), Msat.FromSats(1));
        chain.Mine(3);

        chain.Reorganize(2);
        var less = await Only(wallet);
        chain.Reorganize(1);
        var waiting = await Only(wallet);
        chain.Mine(1);

        Assert.Equal(1, less.Confirmations);
        Assert.Equal((0, null), (waiting.Confirmations, waiting.BlockHeight));
        Assert.Equal(1, (await Only(wallet)).Confirmations);
    }

    [Fact]
    public async Task What_pays_others_is_none_of_the_wallets()
    {
        var chain = NewChain(null);
        chain.Pay(Address(Elsewhere), Msat.FromSats(1_000));

        Assert.Empty((await WalletOn(chain).ReadHistory(0, None)).Transactions);
    }

    [Fact]
    public async Task A_send_is_seen_once_it_is_published_and_only_once()
    {
        var chain = NewChain(null);
        var wallet = WalletOn(chain);
        var send = new NewChainSend(Address(Elsewhere), Msat.FromSats(40_000), Msat.FromSats(141), 6);
        var prepared = Assert.IsType<PrepareSendOutcome.Prepared>(await wallet.PrepareSend(send, None));
        Assert.Equal(0, chain.Waiting);

        await wallet.Publish(prepared.Transaction, "label", None);
        chain.Mine(1);
        await wallet.Publish(prepared.Transaction, "label", None);

        Assert.Equal(0, chain.Waiting);
        var sent = await Only(wallet);
        Assert.Equal((prepared.Transaction.Id, "label", 1), (sent.Id, sent.Label, sent.Confirmations));
        Assert.Equal((send.Amount, Msat.FromSats(141)), (prepared.Transaction.Total, prepared.Fee));
    }

    [Theory]
    [InlineData(293, 141, 6, ChainSendFailure.AmountTooSmall)]
    [InlineData(294, 140, 6, ChainSendFailure.FeeAboveMax)]
    [InlineData(294, 845, 1, ChainSendFailure.FeeAboveMax)]
    public async Task Refuses_what_LND_refuses(long sats, long feeMaxSats, int targetBlocks, ChainSendFailure failure)
    {
        var send = new NewChainSend(
            Address(Elsewhere), Msat.FromSats(sats), Msat.FromSats(feeMaxSats), targetBlocks);

        var outcome = await WalletOn(NewChain(null)).PrepareSend(send, None);

        Assert.Equal(failure, Assert.IsType<PrepareSendOutcome.Refused>(outcome).Failure);
    }

    [Fact]
    public async Task Everything_is_there_after_a_restart()
    {
        BitcoinAddress address;
        ChainHistory before;
        using (var log = AppendOnlyLog.Open(path))
        {
            var chain = NewChain(log);
            address = await WalletOn(chain).NewAddress(None);
            chain.Pay(address, Msat.FromSats(5));
            chain.Mine(2);
            chain.Reorganize(1);
            chain.Pay(address, Msat.FromSats(6));
            before = await WalletOn(chain).ReadHistory(0, None);
        }

        using var again = AppendOnlyLog.Open(path);
        var restarted = NewChain(again);
        var after = await WalletOn(restarted).ReadHistory(0, None);

        Assert.Equal(before.Height, after.Height);
        Assert.Equal(
            before.Transactions.Select(each => (each.Id, each.Confirmations, each.SeenAt, each.Outputs[0])),
            after.Transactions.Select(each => (each.Id, each.Confirmations, each.SeenAt, each.Outputs[0])));
        Assert.Equal(1, restarted.Waiting);
    }

    [Fact]
    public async Task A_block_comes_by_itself_where_something_waits()
    {
        var chain = NewChain(null);
        using var stop = new CancellationTokenSource();
        var mining = new SandboxMiner(chain, clock).Run(stop.Token);
        clock.Advance(SandboxMiner.Interval);
        Assert.Equal(SandboxChain.FirstHeight, chain.Height);

        chain.Pay(Address(Elsewhere), Msat.FromSats(1_000));
        await Eventually.Holds(() =>
        {
            clock.Advance(SandboxMiner.Interval);
            return chain.Waiting == 0;
        });

        await stop.CancelAsync();
        await mining;
        Assert.Equal(SandboxChain.FirstHeight + 1, chain.Height);
    }

    private SandboxChain NewChain(AppendOnlyLog? log) => new(log, new SystemRandomness(), clock);

    private static SandboxChainWallet WalletOn(SandboxChain chain) => new(chain, new SystemRandomness());

    private static async Task<ChainTransaction> Only(SandboxChainWallet wallet) =>
        Assert.Single((await wallet.ReadHistory(0, None)).Transactions);

    private static BitcoinAddress Address(string text)
    {
        Assert.True(BitcoinAddress.TryParse(text, BitcoinNetwork.Regtest, out var address, out _));
        return address;
    }
}
