using Google.Protobuf;

namespace Fulgurite.Lnd.Grpc;

/// <summary>One RPC.</summary>
/// <param name="Path">As on the wire: <c>/package.Service/Method</c>.</param>
/// <param name="Answer">Reads a response message.</param>
internal sealed record GrpcMethod<TRequest, TResponse>(string Path, MessageParser<TResponse> Answer)
    where TRequest : IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>;
