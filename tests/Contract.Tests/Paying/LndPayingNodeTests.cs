using System.Text.Json.Nodes;
using Fulgurite.Contracts.Lnd;
using Fulgurite.Lightning;
using Fulgurite.Lnd;
using Fulgurite.Money;
using Fulgurite.Sandbox.Network;

namespace Fulgurite.Contracts.Paying;

/// <summary>The gRPC adapter over the official gRPC stack serving LND's own protos.</summary>
public sealed class LndPayingNodeTests(LndPeerProcess process) : PayingNodeContract
{
    private protected override async Task<PayingParty> Start() => new Party(await process.StartNode());

    private protected override async Task Subscribed(PayingParty party)
    {
        while ((await ((Party)party).Peer.Next("called"))["rpc"]!.GetValue<string>() != "TrackPayments")
        {
        }
    }

    internal sealed class Party(LndPeer peer) : PayingParty
    {
        private static readonly Dictionary<PaymentFailure, string> Names = new()
        {
            [PaymentFailure.IncorrectPaymentDetails] = "INCORRECT_PAYMENT_DETAILS",
            [PaymentFailure.InsufficientBalance] = "INSUFFICIENT_BALANCE",
            [PaymentFailure.NoRoute] = "NO_ROUTE",
            [PaymentFailure.Timeout] = "TIMEOUT",
            [PaymentFailure.NodeError] = "ERROR",
            [PaymentFailure.Canceled] = "CANCELED",
        };

        private readonly LndPayingNode node = peer.ConnectToPay();

        public LndPeer Peer => peer;

        public override IPayingNode Node => node;

        public override NodePublicKey Id { get; } =
            NodePublicKey.FromBytes([0x02, .. Enumerable.Repeat((byte)0xab, 32)]);

        public override DateTimeOffset Now => TimeProvider.System.GetUtcNow();

        public override Task<(string Request, PaymentHash Hash)> Issue(
            Msat? amount, SandboxOutcome outcome, PaymentFailure failure)
        {
            var plan = new JsonObject
            {
                ["outcome"] = outcome.ToString().ToLowerInvariant(),
                ["feeMsat"] = SandboxPayingNode.FeeFor(amount ?? Msat.Zero).Value,
            };
            if (outcome != SandboxOutcome.Settle)
            {
                plan["failure"] = Names.GetValueOrDefault(failure, "NONE");
            }

            return peer.Issue(amount?.Value, plan);
        }

        public override async Task<string> IssueExpired() => (await peer.Issue(agedSeconds: 7_200)).Request;

        public override async Task<string> IssueOwn() => (await peer.Issue(isOwn: true)).Request;

        public override async Task<NodePublicKey> Taker(SandboxOutcome outcome)
        {
            var secret = Enumerable.Repeat((byte)(3 + outcome), 32).ToArray();
            var destination = new NodePrivateKey(secret).PublicKey;
            await peer.TakeKeysends(destination, new JsonObject
            {
                ["outcome"] = outcome.ToString().ToLowerInvariant(),
                ["feeMsat"] = SandboxPayingNode.FeeFor(KeysendContract.Amount).Value,
            });
            return destination;
        }

        public override Task Release(string request, PaymentHash hash, bool isSettled) =>
            peer.Release(hash, isSettled);

        public override async ValueTask DisposeAsync()
        {
            node.Dispose();
            await peer.DisposeAsync();
        }
    }
}
