using Fulgurite.Lnd.Grpc;
using Fulgurite.Lnd.Protos;
using Google.Protobuf;

namespace Fulgurite.Lnd;

/// <summary>The RPCs of LND that we call.</summary>
internal static class LndMethods
{
    public static readonly GrpcMethod<GetInfoRequest, GetInfoResponse> GetInfo =
        new("/lnrpc.Lightning/GetInfo", Reader(GetInfoResponse.Parser));

    public static readonly GrpcMethod<Invoice, AddInvoiceResponse> AddInvoice =
        new("/lnrpc.Lightning/AddInvoice", Reader(AddInvoiceResponse.Parser));

    public static readonly GrpcMethod<ListInvoiceRequest, ListInvoiceResponse> ListInvoices =
        new("/lnrpc.Lightning/ListInvoices", Reader(ListInvoiceResponse.Parser));

    public static readonly GrpcMethod<InvoiceSubscription, Invoice> SubscribeInvoices =
        new("/lnrpc.Lightning/SubscribeInvoices", Reader(Invoice.Parser));

    public static readonly GrpcMethod<PayReqString, PayReq> DecodePayReq =
        new("/lnrpc.Lightning/DecodePayReq", Reader(PayReq.Parser));

    public static readonly GrpcMethod<ListPaymentsRequest, ListPaymentsResponse> ListPayments =
        new("/lnrpc.Lightning/ListPayments", Reader(ListPaymentsResponse.Parser));

    public static readonly GrpcMethod<ChannelBalanceRequest, ChannelBalanceResponse> ChannelBalance =
        new("/lnrpc.Lightning/ChannelBalance", Reader(ChannelBalanceResponse.Parser));

    public static readonly GrpcMethod<LookupInvoiceMsg, Invoice> LookupInvoice =
        new("/invoicesrpc.Invoices/LookupInvoiceV2", Reader(Invoice.Parser));

    public static readonly GrpcMethod<CancelInvoiceMsg, CancelInvoiceResp> CancelInvoice =
        new("/invoicesrpc.Invoices/CancelInvoice", Reader(CancelInvoiceResp.Parser));

    public static readonly GrpcMethod<SendPaymentRequest, Payment> SendPayment =
        new("/routerrpc.Router/SendPaymentV2", Reader(Payment.Parser));

    public static readonly GrpcMethod<TrackPaymentRequest, Payment> TrackPayment =
        new("/routerrpc.Router/TrackPaymentV2", Reader(Payment.Parser));

    public static readonly GrpcMethod<TrackPaymentsRequest, Payment> TrackPayments =
        new("/routerrpc.Router/TrackPayments", Reader(Payment.Parser));

    // LND sends many more fields than we declare; kept, they would cost more memory than what we read.
    private static MessageParser<T> Reader<T>(MessageParser<T> parser)
        where T : IMessage<T> => parser.WithDiscardUnknownFields(true);
}
