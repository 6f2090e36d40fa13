using Fulgurite.Lightning;
using Fulgurite.Lnd;
using Fulgurite.Lnd.Grpc;
using Fulgurite.Lnd.Protos;

namespace Fulgurite.Contracts.Lnd;

/// <summary>Answers that no proper gRPC server gives, and how each ends.</summary>
public sealed class GrpcAnswerTests(LndPeerProcess process)
{
    [Theory]
    [InlineData("page", GrpcStatusCode.Unavailable, "HTTP 503")]
    [InlineData("json", GrpcStatusCode.Unknown, "not gRPC")]
    [InlineData("noStatus", GrpcStatusCode.Unknown, "without a status")]
    [InlineData("unknownCode", GrpcStatusCode.Unknown, "odd")]
    [InlineData("badPercent", GrpcStatusCode.Unknown, "100% ⚡ %zz")]
    [InlineData("nothing", GrpcStatusCode.Internal, "exactly one message")]
    [InlineData("two", GrpcStatusCode.Internal, "exactly one message")]
    [InlineData("compressed", GrpcStatusCode.Internal, "compressed")]
    [InlineData("huge", GrpcStatusCode.ResourceExhausted, "4294967295 bytes")]
    [InlineData("truncated", GrpcStatusCode.Unavailable, "")]
    [InlineData("halfHeader", GrpcStatusCode.Unavailable, "inside a message header")]
    [InlineData("garbage", GrpcStatusCode.Internal, "not a valid message")]
    [InlineData("statusAfterMessage", GrpcStatusCode.Internal, "late")]
    [InlineData("reset", GrpcStatusCode.Unavailable, "")]
    [InlineData("http1", GrpcStatusCode.Unavailable, "")]
    public async Task Ends_an_odd_answer_with_a_status(string kind, object code, string text)
    {
        await using var peer = await LndPeer.StartOdd(process, kind);
        using var channel = peer.OpenChannel();

        var failure = await Assert.ThrowsAsync<GrpcStatusException>(
            () => channel.Unary(LndMethods.GetInfo, new GetInfoRequest(), CancellationToken.None));

        Assert.Equal(code, failure.Code);
        Assert.Contains(text, failure.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("page")]
    [InlineData("noStatus")]
    [InlineData("truncated")]
    [InlineData("reset")]
    [InlineData("http1")]
    public async Task Takes_an_odd_answer_for_no_definite_one(string kind)
    {
        await using var peer = await LndPeer.StartOdd(process, kind);
        using var node = peer.Connect();

        await Assert.ThrowsAsync<NodeUnavailableException>(
            () => node.AddInvoice(LndInvoices.Ask(), CancellationToken.None));
    }

    [Fact]
    public async Task Puts_a_message_together_that_arrives_byte_by_byte()
    {
        await using var peer = await LndPeer.StartOdd(process, "dribble");
        using var channel = peer.OpenChannel();

        var answer = await channel.Unary(LndMethods.GetInfo, new GetInfoRequest(), CancellationToken.None);

        Assert.Equal("alice", answer.Alias);
    }
}
